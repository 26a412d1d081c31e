//! `cargo xtask bench pages`: our pages and Datasette on the same casebook, in one run; and the first paint of a case.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rusqlite::Connection;

use crate::load::{Server, load, once};
use crate::{invented, pages, process};

/// Connections, and how long each question is asked.
const CONNECTIONS: usize = 16;
const LONG: Duration = Duration::from_secs(8);

/// How many different facts, people and words are asked for.
const DIFFERENT: u64 = 2_000;

/// A server that is stopped when it is not needed any more.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) server: Server,
}

impl Drop for Running {
    fn drop(&mut self) {
        // gone already is as good
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Measures and prints; false where a goal is missed.
pub(crate) fn run(facts: u64) -> Result<bool> {
    let work = process::target().join("bench").join("pages");
    fs::create_dir_all(&work)?;
    process::run(&mut process::cargo(&["build", "--release", "--package", "factum-cli"]))?;
    let program = process::target().join("release").join("factum");
    let path = work.join(format!("large-{facts}.factum"));
    if !path.exists() {
        let new = work.join("new.factum");
        drop(fs::remove_file(&new));
        println!("making a casebook of {facts} facts, once");
        pages::make(&new, facts / 19)?;
        fs::rename(&new, &path)?;
    }
    let questions = Questions::of(&path)?;
    let ours = ours(&program, &path)?;
    let theirs = datasette(&work, &path)?;
    let mut well = true;
    println!(
        "{CONNECTIONS} connections, {} s a question, {facts} facts; ours against Datasette",
        LONG.as_secs()
    );
    for (what, own, other) in questions.all() {
        let (a, b) =
            (load(&ours.server, own, CONNECTIONS, LONG)?, load(&theirs.server, other, CONNECTIONS, LONG)?);
        let ms = |d: Duration| d.as_secs_f64() * 1e3;
        println!(
            "{what:<34} {:>7.0}/s p50 {:>6.1} p95 {:>6.1} ms | {:>6.0}/s p50 {:>6.1} p95 {:>6.1} ms | {:.1} times, failed {} and {}",
            a.per_second,
            ms(a.median),
            ms(a.p95),
            b.per_second,
            ms(b.median),
            ms(b.p95),
            a.per_second / b.per_second,
            a.failed,
            b.failed,
        );
        well &= a.failed == 0 && a.per_second > 2.0 * b.per_second && a.p95 < b.p95;
    }
    drop((ours, theirs));
    well &= paint(&program, &work)?;
    Ok(well)
}

/// Addresses that are asked in turn.
type Paths = Arc<Vec<String>>;

/// What is asked of both: the same facts, people and words; ours, then Datasette's.
struct Questions {
    fact: (Paths, Paths),
    list: (Paths, Paths),
    page: (Paths, Paths),
    search: (Paths, Paths),
}

impl Questions {
    fn of(path: &Path) -> Result<Questions> {
        let db = Connection::open(path)?;
        let last = |table: &str| -> Result<u64> {
            let id: i64 = db.query_row(&format!("SELECT max(id) FROM {table}"), [], |row| row.get(0))?;
            Ok(id.unsigned_abs())
        };
        let (newest, readings) = (last("fact")?, last("reading")?);
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut numbers = invented::Numbers(11);
        let mut q: [(Vec<String>, Vec<String>); 4] = Default::default();
        let [fact, list, page, search] = &mut q;
        for _ in 0..DIFFERENT {
            let id = 1 + numbers.below(newest);
            let key: String =
                db.query_row("SELECT key FROM fact WHERE id = ?1", [id.cast_signed()], |row| row.get(0))?;
            fact.0.push(format!("/facts/{key}.json"));
            fact.1.push(format!("/{name}/fact/{id}.json"));
            let reading = 1 + numbers.below(readings);
            let sql =
                "SELECT substr(source.hash, 8) FROM reading JOIN document ON document.id = reading.document
                       JOIN source ON source.id = document.source WHERE reading.id = ?1";
            let hash: String = db.query_row(sql, [reading.cast_signed()], |row| row.get(0))?;
            list.0.push(format!("/sources/{hash}.json"));
            list.1.push(format!("/{name}/fact.json?reading={reading}"));
            page.0.push(format!("/sources/{hash}"));
            page.1.push(format!("/{name}/fact?reading={reading}"));
            let who = invented::name(invented::people(numbers.below(readings)).0);
            let word = who.replace(' ', "%20");
            search.0.push(format!("/search.json?q=%22{word}%22"));
            let sql = format!(
                "select%20rowid%20from%20words%20where%20words%20match%20%27%22{word}%22%27%20limit%2050"
            );
            search.1.push(format!("/{name}.json?sql={sql}"));
        }
        let [fact, list, page, search] = q.map(|(a, b)| (Arc::new(a), Arc::new(b)));
        Ok(Questions { fact, list, page, search })
    }

    fn all(&self) -> [(&'static str, &Paths, &Paths); 4] {
        [
            ("a fact as JSON", &self.fact.0, &self.fact.1),
            ("a document's facts as JSON", &self.list.0, &self.list.1),
            ("a document's facts as a page", &self.page.0, &self.page.1),
            ("search for a name as JSON", &self.search.0, &self.search.1),
        ]
    }
}

/// Our pages, with a session.
pub(crate) fn ours(program: &Path, casebook: &Path) -> Result<Running> {
    let mut command = Command::new(program);
    command.arg("serve").arg("-C").arg(casebook).stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| program.display().to_string())?;
    let lines = BufReader::new(child.stdout.take().context("no output")?).lines();
    let mut running = Running { child, server: Server { host: String::new(), cookie: String::new() } };
    for line in lines {
        let line = line?;
        let Some((_, link)) = line.split_once("http://") else { continue };
        let (host, path) = link.split_once('/').context("no link")?;
        running.server.host = host.to_owned();
        let (status, head) = once(&running.server, &format!("/{path}"))?;
        let cookie = head.lines().find_map(|l| l.strip_prefix("set-cookie: ")).context("no cookie")?;
        if status != 303 {
            bail!("the link did not let in: {status}");
        }
        running.server.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        return Ok(running);
    }
    bail!("factum serve printed no link")
}

/// Datasette on the same file, from PyPI, in a place of its own; the file is served as unchanging, which is its best case.
fn datasette(work: &Path, casebook: &Path) -> Result<Running> {
    let venv = work.join("venv");
    let program = venv.join("bin").join("datasette");
    if !program.is_file() {
        process::run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        process::run(Command::new(venv.join("bin").join("pip")).args(["install", "--quiet", "datasette"]))?;
    }
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    // its name for a database is the file's, without `.db`
    let copy: PathBuf = casebook.with_extension("db");
    if !copy.exists() {
        let db = Connection::open(casebook)?;
        db.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
        Connection::open(&copy)?.pragma_update(None, "journal_mode", "DELETE")?;
    }
    let mut command = Command::new(&program);
    command
        .arg("serve")
        .arg("-i")
        .arg(&copy)
        .args(["--port", &port.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let child = command.spawn().with_context(|| program.display().to_string())?;
    let running =
        Running { child, server: Server { host: format!("127.0.0.1:{port}"), cookie: String::new() } };
    let began = Instant::now();
    while once(&running.server, "/-/versions.json").is_err() {
        if began.elapsed() > Duration::from_secs(60) {
            bail!("Datasette did not start within a minute");
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    Ok(running)
}

/// The first paint of a case of 500 facts.
fn paint(program: &Path, work: &Path) -> Result<bool> {
    let browser = match pages::browser().and_then(|browser| pages::ready().map(|()| browser)) {
        Ok(browser) => browser,
        Err(why) => {
            println!("first paint not measured: {why:#}");
            return Ok(true);
        }
    };
    let path = work.join("case.factum");
    drop(fs::remove_file(&path));
    pages::make(&path, pages::STORIES)?;
    let mut command = Command::new("node");
    command.arg("paint.mjs").arg(program).arg(&path).arg("15").current_dir(process::root().join("e2e"));
    let said = process::ask(command.env("CHROMIUM", browser), None)?;
    let said: serde_json::Value = serde_json::from_str(said.trim())?;
    let ms = |name: &str| said.get(name).and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN);
    println!(
        "first paint of a case of 500 facts: {:.0} ms for the first load, median {:.0} ms of 15",
        ms("first"),
        ms("median")
    );
    Ok(ms("median") < 200.0)
}
