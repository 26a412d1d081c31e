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

use crate::load::{Measured, Server, load, once};
use crate::{invented, pages, process};

/// Connections, and how long each question is asked.
const CONNECTIONS: usize = 16;
const LONG: Duration = Duration::from_secs(8);

/// How many different facts and documents are asked for, and names where there are so many: more than are answered, so
/// that nobody's memory of the answer counts.
const DIFFERENT: u64 = 12_000;

/// How many of them are asked for again and again, as somebody does who works on a few cases.
const AGAIN: usize = 300;

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
        pages::make(&new, facts / 16)?;
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
    let mut last = Measured::default();
    for (what, own, other) in questions.all() {
        if let Some(own) = own {
            last = load(&ours.server, own, CONNECTIONS, LONG)?;
        }
        let (a, b) = (&last, load(&theirs.server, other, CONNECTIONS, LONG)?);
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
    /// Of Datasette the numbers of the rows alone, which is less than ours is asked for.
    numbers: Paths,
    /// A few of the facts and of the names, again and again.
    fact_again: (Paths, Paths),
    search_again: (Paths, Paths),
}

/// What of each passage both answer with: its words and the document that it stands in. Ours adds where in them the words
/// looked for stand, the line, and the outcome of every charge.
const PASSAGES: &str = "select document.address, document.publisher, document.published, \
    json_extract(document.about, '$.title') as title, source.hash, \
    substr(text.body, passage.start + 1, passage.stop - passage.start) as words \
    from words cross join passage on passage.id = words.rowid \
    cross join reading on reading.id = passage.reading cross join shelf on shelf.reading = reading.id \
    cross join document on document.id = reading.document join source on source.id = document.source \
    join text on text.id = reading.text where words match :words order by words.rank limit 50";

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
        let mut readings = numbers.shuffled(readings);
        let names = numbers.shuffled(readings.len() as u64 / 4);
        readings.truncate(DIFFERENT as usize);
        let mut q: [(Vec<String>, Vec<String>); 4] = Default::default();
        let [fact, list, page, search] = &mut q;
        let mut numbered = Vec::new();
        let mut key = db.prepare("SELECT key FROM fact WHERE id = ?1")?;
        let sql = "SELECT substr(source.hash, 8) FROM reading JOIN document ON document.id = reading.document
                   JOIN source ON source.id = document.source WHERE reading.id = ?1";
        let mut source = db.prepare(sql)?;
        for reading in readings {
            let id = 1 + numbers.below(newest);
            let key: String = key.query_row([id.cast_signed()], |row| row.get(0))?;
            fact.0.push(format!("/facts/{key}.json"));
            fact.1.push(format!("/{name}/fact/{id}.json"));
            let reading = 1 + reading;
            let hash: String = source.query_row([reading.cast_signed()], |row| row.get(0))?;
            list.0.push(format!("/sources/{hash}.json"));
            list.1.push(format!("/{name}/fact.json?reading={reading}"));
            page.0.push(format!("/sources/{hash}"));
            page.1.push(format!("/{name}/fact?reading={reading}"));
        }
        let in_address = |text: &str| text.replace(' ', "%20").replace('+', "%2B");
        for person in names.into_iter().take(DIFFERENT as usize) {
            let words = format!("%22{}%22", in_address(&invented::name(person)));
            search.0.push(format!("/search.json?q={words}"));
            search.1.push(format!("/{name}.json?sql={}&words={words}", in_address(PASSAGES)));
            let sql = "select rowid from words where words match :words order by rank limit 50";
            numbered.push(format!("/{name}.json?sql={}&words={words}", in_address(sql)));
        }
        let few = |of: &(Vec<String>, Vec<String>)| {
            let few = |paths: &[String]| Arc::new(paths.iter().rev().take(AGAIN).cloned().collect());
            (few(&of.0), few(&of.1))
        };
        let (fact_again, search_again) = (few(fact), few(search));
        let [fact, list, page, search] = q.map(|(a, b)| (Arc::new(a), Arc::new(b)));
        Ok(Questions { fact, list, page, search, numbers: Arc::new(numbered), fact_again, search_again })
    }

    /// Ours and Datasette's; `None` where ours was asked just before.
    fn all(&self) -> [(&'static str, Option<&Paths>, &Paths); 8] {
        [
            ("a fact as JSON", Some(&self.fact.0), &self.fact.1),
            ("a document's facts as JSON", Some(&self.list.0), &self.list.1),
            ("a document's facts as a page", Some(&self.page.0), &self.page.1),
            ("search for a name, passages", Some(&self.search.0), &self.search.1),
            ("  theirs the rows' numbers alone", None, &self.numbers),
            ("a fact, 300 again and again", Some(&self.fact_again.0), &self.fact_again.1),
            ("search, 300 names again and again", Some(&self.search_again.0), &self.search_again.1),
            ("  theirs the rows' numbers alone", None, &self.numbers),
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
