//! A client that asks as fast as it is answered, over a few connections that stay open.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// What was measured.
#[derive(Default)]
pub(crate) struct Measured {
    pub(crate) per_second: f64,
    pub(crate) median: Duration,
    pub(crate) p95: Duration,
    /// Answers other than 200.
    pub(crate) failed: usize,
}

/// Whom to ask.
#[derive(Clone)]
pub(crate) struct Server {
    /// `127.0.0.1:PORT`.
    pub(crate) host: String,
    pub(crate) cookie: String,
}

/// Asks for these paths in turn, over so many connections, for so long.
pub(crate) fn load(
    server: &Server,
    paths: &Arc<Vec<String>>,
    connections: usize,
    long: Duration,
) -> Result<Measured> {
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let threads: Vec<_> = (0..connections)
        .map(|_| {
            let (server, paths, next) = (server.clone(), Arc::clone(paths), Arc::clone(&next));
            std::thread::spawn(move || client(&server, &paths, &next, began + long))
        })
        .collect();
    let (mut times, mut failed) = (Vec::new(), 0);
    for thread in threads {
        let (own, lost) = thread.join().map_err(|_| anyhow::anyhow!("a client failed"))??;
        times.extend(own);
        failed += lost;
    }
    let took = began.elapsed();
    times.sort();
    let share = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
    Ok(Measured {
        per_second: times.len() as f64 / took.as_secs_f64(),
        median: share(50),
        p95: share(95),
        failed,
    })
}

fn client(
    server: &Server,
    paths: &[String],
    next: &AtomicUsize,
    end: Instant,
) -> Result<(Vec<Duration>, usize)> {
    let mut stream = connect(server)?;
    let (mut times, mut failed) = (Vec::new(), 0);
    while Instant::now() < end {
        let path =
            paths.get(next.fetch_add(1, Ordering::Relaxed) % paths.len().max(1)).context("no path to ask")?;
        let began = Instant::now();
        match ask(&mut stream, server, path) {
            Ok((200, _)) => times.push(began.elapsed()),
            Ok(_) => failed += 1,
            // a server may close a connection after many requests
            Err(_) => {
                failed += 1;
                stream = connect(server)?;
            }
        }
    }
    Ok((times, failed))
}

fn connect(server: &Server) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(&server.host).with_context(|| server.host.clone())?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    Ok(BufReader::new(stream))
}

/// One answer: its status and its headers; the body is read and dropped.
fn ask(stream: &mut BufReader<TcpStream>, server: &Server, path: &str) -> Result<(u16, String)> {
    let Server { host, cookie } = server;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n");
    stream.get_mut().write_all(request.as_bytes())?;
    let mut head = String::new();
    loop {
        let from = head.len();
        if stream.read_line(&mut head)? == 0 {
            bail!("the connection was closed");
        }
        if head.get(from..).is_none_or(|line| line.trim_end().is_empty()) {
            break;
        }
    }
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).context("no status")?;
    let field = |name: &str| {
        let line = head.lines().find(|l| l.to_ascii_lowercase().starts_with(&format!("{name}:")))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    match field("content-length").and_then(|n| n.parse::<u64>().ok()) {
        Some(n) => {
            std::io::copy(&mut stream.by_ref().take(n), &mut std::io::sink())?;
        }
        None if field("transfer-encoding").is_some() => chunks(stream)?,
        None => {}
    }
    Ok((status, head))
}

fn chunks(stream: &mut BufReader<TcpStream>) -> Result<()> {
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let n = u64::from_str_radix(line.trim(), 16).context("a bad chunk")?;
        std::io::copy(&mut stream.by_ref().take(n + 2), &mut std::io::sink())?;
        if n == 0 {
            return Ok(());
        }
    }
}

/// Asks once, with a fresh connection.
pub(crate) fn once(server: &Server, path: &str) -> Result<(u16, String)> {
    ask(&mut connect(server)?, server, path)
}
