//! The pages under abuse: slow clients, endless bodies and heads, bad chunks, thousands of connections, heavy queries.
//! Another client asks all the while, and must be answered as if nothing were.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::bench_pages::ours;
use crate::invented::{name, people};
use crate::load::{Server, once};
use crate::{pages, process};

/// What the other client may wait, of twenty questions nineteen times.
const PATIENCE: Duration = Duration::from_millis(250);

/// What the server may take, in MiB.
const MEMORY: u64 = 300;

/// How long a question may take before it is answered in plain words, and what its way to the client may take.
const QUERY: Duration = Duration::from_millis(1_000 + 100);

/// How many documents the casebook holds.
const STORIES: u64 = 200;

/// How long each abuse goes on.
const LONG: Duration = Duration::from_secs(8);

/// Abuses the pages in every way, a part of each where `part` is below 100.
pub(super) fn run(part: u64) -> Result<String> {
    process::run(&mut process::cargo(&["build", "--release", "--package", "factum-cli"]))?;
    let program = process::target().join("release").join("factum");
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("case.factum");
    pages::make(&path, STORIES)?;
    let running = ours(&program, &path)?;
    let server = running.server.clone();
    let many = |full: u64| usize::try_from((full * part).div_ceil(100)).unwrap_or(1);
    let quiet = beside(&server, || {
        thread::sleep(LONG / 2);
        Ok(String::new())
    })?;
    let mut said = vec![format!("undisturbed p95 {} ms", quiet.p95.as_millis())];
    let abuses: [(&str, Abuse<'_>); 6] = [
        ("slow heads", Box::new(|| slow(&server, many(200), false))),
        ("slow bodies", Box::new(|| slow(&server, many(200), true))),
        ("endless bodies", Box::new(|| endless(&server))),
        ("endless heads and bad chunks", Box::new(|| broken(&server))),
        ("connections", Box::new(|| connections(&server, many(10_000)))),
        ("heavy queries", Box::new(|| queries(&server))),
    ];
    for (what, abuse) in abuses {
        let measured = beside(&server, abuse)?;
        let Beside { p95, failed, asked, words } = &measured;
        ensure!(
            failed.is_empty(),
            "{what}: {} of {asked} questions of the other client failed: {}",
            failed.len(),
            failed.join(", ")
        );
        ensure!(*p95 <= PATIENCE, "{what}: the other client waited {} ms", p95.as_millis());
        said.push(format!("{what} ({words}): p95 {} ms of {asked} questions", p95.as_millis()));
    }
    let most = peak(running.child.id())?;
    ensure!(most <= MEMORY, "the server took {most} MiB");
    let control = control()?;
    said.push(format!("at most {most} MiB; the control, which answers one at a time, took {control} ms"));
    Ok(said.join("; "))
}

type Abuse<'a> = Box<dyn FnOnce() -> Result<String> + 'a>;

/// How another client fared.
struct Beside {
    p95: Duration,
    /// What went wrong, for each question that was not answered.
    failed: Vec<String>,
    asked: usize,
    /// What the abuse came to.
    words: String,
}

/// Asks in turn for pages of all kinds while somebody does something else.
fn beside(server: &Server, abuse: impl FnOnce() -> Result<String>) -> Result<Beside> {
    let over = Arc::new(AtomicBool::new(false));
    let (ends, own) = (Arc::clone(&over), server.clone());
    let client = thread::spawn(move || {
        let (mut times, mut failed) = (Vec::new(), Vec::new());
        let who = name(people(8).0).replace(' ', "%20");
        let paths = [format!("/case?person={who}"), "/search.json?q=jury".to_owned(), "/add".to_owned()];
        while !ends.load(Ordering::Relaxed) {
            for path in &paths {
                let began = Instant::now();
                match once(&own, path) {
                    Ok((200, _)) => times.push(began.elapsed()),
                    Ok((status, _)) => failed.push(format!("{path} {status}")),
                    Err(why) => failed.push(format!("{path} {why:#}")),
                }
            }
            thread::sleep(Duration::from_millis(20));
        }
        (times, failed)
    });
    let words = abuse();
    over.store(true, Ordering::Relaxed);
    let (mut times, failed) = client.join().map_err(|_| anyhow::anyhow!("the other client ended"))?;
    times.sort();
    let p95 = times.get(times.len() * 95 / 100).copied().unwrap_or(Duration::MAX);
    Ok(Beside { p95, asked: times.len() + failed.len(), failed, words: words? })
}

fn connect(server: &Server) -> Result<TcpStream> {
    let stream = TcpStream::connect(&server.host)?;
    stream.set_read_timeout(Some(Duration::from_secs(90)))?;
    stream.set_write_timeout(Some(Duration::from_secs(10)))?;
    Ok(stream)
}

/// The head of a file that is sent, with what says how long it is.
fn post(server: &Server, length: &str) -> String {
    let Server { host, cookie } = server;
    format!(
        "POST /add HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\n\
         Content-Type: multipart/form-data; boundary=x\r\n{length}\r\n\r\n"
    )
}

/// The beginning of a file within a form.
const FILE: &str = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n";

/// Clients that send a byte now and then.
fn slow(server: &Server, clients: usize, is_body: bool) -> Result<String> {
    let mut streams = Vec::new();
    for _ in 0..clients {
        let mut stream = connect(server)?;
        stream.write_all(
            match is_body {
                true => post(server, "Content-Length: 60000000"),
                false => format!("GET /case HTTP/1.1\r\nHost: {}\r\nX-Slow: ", server.host),
            }
            .as_bytes(),
        )?;
        streams.push(stream);
    }
    // a head may take ten seconds to come, a body waits ten for its turn and then has five; by then all must be gone
    let long = Duration::from_secs(if is_body { 18 } else { 13 });
    let began = Instant::now();
    while began.elapsed() < long {
        // a closed connection is what is wanted
        streams.iter_mut().for_each(|s| drop(s.write_all(b"a")));
        thread::sleep(Duration::from_millis(500));
    }
    let mut closed = 0;
    for stream in &mut streams {
        stream.set_read_timeout(Some(Duration::from_millis(5)))?;
        let mut rest = [0; 256];
        closed += usize::from(match stream.read(&mut rest) {
            Ok(_) => true,
            Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
        });
    }
    let what = if is_body { "bodies" } else { "heads" };
    ensure!(closed == clients, "{} of {clients} slow {what} are still waited for", clients - closed);
    Ok(format!("{clients} clients, {closed} sent away"))
}

/// Bodies of 10 GiB, with their length and without.
fn endless(server: &Server) -> Result<String> {
    let mut taken = Vec::new();
    for length in ["Content-Length: 10737418240", "Transfer-Encoding: chunked"] {
        let mut stream = connect(server)?;
        stream.write_all(post(server, length).as_bytes())?;
        let is_chunked = length.starts_with('T');
        let piece = vec![b'a'; 1 << 20];
        let mut send = |bytes: &[u8]| -> std::io::Result<()> {
            match is_chunked {
                true => {
                    write!(stream, "{:x}\r\n", bytes.len())?;
                    stream.write_all(bytes)?;
                    stream.write_all(b"\r\n")
                }
                false => stream.write_all(bytes),
            }
        };
        let mut sent = 0;
        let refused = send(FILE.as_bytes()).is_err();
        while !refused && sent < 10_240 && send(&piece).is_ok() {
            sent += 1;
        }
        ensure!(sent < 512, "{sent} MiB of a body of 10 GiB were taken");
        taken.push(format!("{sent}"));
    }
    Ok(format!("refused after {} MiB", taken.join(" and ")))
}

/// A million headers, and chunks that are none.
fn broken(server: &Server) -> Result<String> {
    let mut stream = connect(server)?;
    write!(stream, "GET /case HTTP/1.1\r\nHost: {}\r\n", server.host)?;
    let mut headers = 0;
    while headers < 1_000_000 && write!(stream, "X-{headers}: {headers}\r\n").is_ok() {
        headers += 1;
    }
    ensure!(headers < 1_000_000, "a million headers were read");
    let chunks = [
        "zz\r\n",
        "-1\r\na\r\n",
        "ffffffffffffffffff\r\n",
        "1\r\nab\r\n",
        "\r\n\r\n",
        "1;\u{0}\r\na\r\n",
        "0x1\r\na\r\n",
    ];
    let mut refused = 0;
    for chunk in chunks {
        let mut stream = connect(server)?;
        stream.set_read_timeout(Some(Duration::from_secs(15)))?;
        stream.write_all(post(server, "Transfer-Encoding: chunked").as_bytes())?;
        stream.write_all(chunk.as_bytes())?;
        stream.write_all(b"0\r\n\r\n").ok();
        let mut answer = String::new();
        let read = stream.read_to_string(&mut answer);
        ensure!(!answer.contains(" 200 ") && !answer.contains(" 303 "), "{chunk:?} was taken: {answer}");
        refused += usize::from(read.is_ok() || !answer.is_empty());
    }
    Ok(format!("{headers} headers, {refused} of {} kinds of bad chunks refused at once", chunks.len()))
}

/// Connections that do nothing, as many as there may be.
fn connections(server: &Server, number: usize) -> Result<String> {
    let mut held = std::collections::VecDeque::new();
    let mut made = 0;
    for _ in 0..number {
        match TcpStream::connect(&server.host) {
            Ok(stream) => {
                made += 1;
                held.push_back(stream);
            }
            // this process, too, may open only so many files
            Err(_) => drop(held.pop_front()),
        }
    }
    thread::sleep(LONG / 4);
    Ok(format!("{made} of {number}"))
}

/// Questions that take long to answer, each ended after a second.
fn queries(server: &Server) -> Result<String> {
    let words = |text: &str, n: usize| (0..n).map(|_| text).collect::<Vec<_>>().join("%20");
    let bombs = [
        format!("/search.json?q={}", words("a*", 100)),
        format!("/search.json?q={}", words("charged", 50)),
        format!("/search.json?q=%22{}%22", words("was", 80)),
        format!("/search.json?q={}", words("(", 150)),
        format!("/search.json?q={}", words("NEAR(a%20b)", 30)),
        format!("/search.json?q={}", words("-a", 100)),
        "/search.json?q=*".to_owned(),
        "/search.json?q=report&offence=fraud&publisher=The".to_owned(),
        format!("/case.json?person={}", words("a", 100)),
        "/case.json?as_of=9999-12-31".to_owned(),
        "/words/00/0-99999999999".to_owned(),
        format!("/case?from=0001-01-01&to=9999-12-31&person={}", name(people(8).0).replace(' ', "%20")),
    ];
    let mut longest = Duration::ZERO;
    let mut asked = 0;
    let began = Instant::now();
    while began.elapsed() < LONG {
        for bomb in &bombs {
            let begins = Instant::now();
            let (status, _) = once(server, bomb).with_context(|| bomb.clone())?;
            ensure!(status < 500 || status == 503, "{bomb}: {status}");
            longest = longest.max(begins.elapsed());
            asked += 1;
        }
    }
    ensure!(longest <= QUERY, "a query took {} ms", longest.as_millis());
    Ok(format!("{asked} of {} kinds, the longest {} ms", bombs.len(), longest.as_millis()))
}

/// The most memory that a process had, in MiB.
fn peak(pid: u32) -> Result<u64> {
    let status = std::fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("status"))?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).context("no peak of memory")?;
    let kib: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib / 1024)
}

/// The same measurement on a server that answers one client at a time: a single slow client holds up the other one.
fn control() -> Result<u128> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let server = Server { host: listener.local_addr()?.to_string(), cookie: String::new() };
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // a client that goes away is no news
            drop(answer_slowly(stream));
        }
    });
    let slow = || {
        let mut stream = connect(&server)?;
        write!(stream, "GET / HTTP/1.1\r\nX-Slow: ")?;
        for _ in 0..6 {
            stream.write_all(b"a")?;
            thread::sleep(Duration::from_millis(500));
        }
        stream.write_all(b"\r\n\r\n")?;
        Ok(String::new())
    };
    let measured = beside(&server, slow)?;
    if measured.p95 <= PATIENCE && measured.failed.is_empty() {
        bail!("a server that answers one at a time passed: nothing was measured");
    }
    Ok(measured.p95.as_millis())
}

fn answer_slowly(mut stream: TcpStream) -> std::io::Result<()> {
    let (mut head, mut byte) = (Vec::new(), [0; 1]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte)? > 0 {
        head.extend(byte);
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
}
