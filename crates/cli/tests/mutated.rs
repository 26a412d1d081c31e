//! Samples of every format, each broken in ten ways, in one run: every file ends in a stated outcome, and neither the
//! program nor the processes that it starts grow or hang.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "tests")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::peak_of;

/// The longest that a run of all files may take, which is less than one file's limit for each.
const LONGEST: Duration = Duration::from_secs(300);
/// The most memory of the program, in KiB.
const PARENT: u64 = 300 << 10;
/// The most memory of a process that it starts, in KiB.
const WORKER: u64 = 512 << 10;

/// A way to break a file: its name, and what it makes of the bytes with a number to go by.
type Break = (&'static str, fn(&[u8], u64) -> Vec<u8>);

const BREAKS: [Break; 10] = [
    ("cut", |bytes, n| bytes[..at(bytes, n)].to_vec()),
    ("headless", |bytes, n| bytes[at(bytes, n)..].to_vec()),
    ("flipped", |bytes, n| {
        let mut broken = bytes.to_vec();
        (0..16).for_each(|i| broken[at(bytes, next(n + i))] ^= 1 << (i % 8));
        broken
    }),
    ("zeroed", |bytes, n| over(bytes, n, &[0; 64])),
    ("filled", |bytes, n| over(bytes, n, &[0xff; 64])),
    ("doubled", |bytes, _| [bytes, bytes].concat()),
    ("stuttered", |bytes, n| {
        let (head, tail) = bytes.split_at(at(bytes, n));
        [head, &tail[..tail.len().min(200)].repeat(500), tail].concat()
    }),
    ("numbers", |bytes, _| {
        let digit = |byte: &u8| if byte.is_ascii_digit() { b'9' } else { *byte };
        bytes.iter().map(digit).collect()
    }),
    ("nested", |bytes, n| {
        let (head, tail) = bytes.split_at(at(bytes, n));
        [head, b"<div><ul><li>[[((<<{{\"a\":[".repeat(3000).as_slice(), tail].concat()
    }),
    ("tailed", |bytes, n| {
        let noise: Vec<u8> = (0..4096)
            .scan(n, |n, _| {
                *n = next(*n);
                Some(*n as u8)
            })
            .collect();
        [bytes, &noise].concat()
    }),
];

/// The next number of a sequence that is the same everywhere.
fn next(n: u64) -> u64 {
    let n = n ^ (n << 13);
    let n = n ^ (n >> 7);
    n ^ (n << 17)
}

fn at(bytes: &[u8], n: u64) -> usize {
    (n % bytes.len().max(1) as u64) as usize
}

fn over(bytes: &[u8], n: u64, with: &[u8]) -> Vec<u8> {
    let mut broken = bytes.to_vec();
    let start = at(bytes, n);
    for (byte, new) in broken.iter_mut().skip(start).zip(with) {
        *byte = *new;
    }
    broken
}

#[test]
fn broken_samples_end_in_a_stated_outcome() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (n, (name, bytes)) in samples().into_iter().enumerate() {
        for (b, (how, breaks)) in BREAKS.iter().enumerate() {
            let seed = next((n * BREAKS.len() + b) as u64 + 0x9e37_79b9_7f4a_7c15);
            let path = folder.path().join(format!("{how}-{name}"));
            std::fs::write(&path, breaks(&bytes, seed)).unwrap();
            files.push(path);
        }
    }
    let outcomes = folder.path().join("outcomes.jsonl");
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_factum"))
        .arg("read")
        .arg("--outcomes")
        .arg(&outcomes)
        .args(&files)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (mut peak, mut workers) = (0, 0);
    let status = loop {
        peak = peak.max(peak_of(child.id()));
        workers = workers.max(children_of(child.id()).into_iter().map(peak_of).max().unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > LONGEST {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let took = begun.elapsed();
    assert!(matches!(status.code(), Some(0 | 1)), "ended with {status} after {took:?}");
    let mut ended: BTreeMap<String, String> = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in std::fs::read_to_string(&outcomes).unwrap().lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let path = line["path"].as_str().unwrap();
        let outcome = line["outcome"].as_str().unwrap().to_owned();
        assert!(!line["reason"].as_str().unwrap().is_empty(), "{path}: no reason");
        let file = path.split(['#', '\n']).next().unwrap_or(path).to_owned();
        *counts.entry(outcome.clone()).or_default() += 1;
        ended.entry(file).or_insert(outcome);
    }
    println!("{} files in {took:?}: {counts:?}; peaks {} and {} MiB", files.len(), peak >> 10, workers >> 10);
    let without: Vec<_> = files.iter().filter(|f| !ended.contains_key(&f.display().to_string())).collect();
    assert!(without.is_empty(), "no outcome: {without:?}");
    assert!(files.len() >= 250, "{} files", files.len());
    assert!(peak <= PARENT && workers <= WORKER, "peaks of {peak} and {workers} KiB");
}

/// The samples of every format.
fn samples() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../read/tests/samples");
    let mut samples = Vec::new();
    for format in std::fs::read_dir(root).unwrap() {
        for entry in std::fs::read_dir(format.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension != "snap") {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                samples.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    samples.sort();
    samples
}

/// The processes that a process has started, where the system tells.
fn children_of(process: u32) -> Vec<u32> {
    let Ok(tasks) = std::fs::read_dir(format!("/proc/{process}/task")) else { return Vec::new() };
    let of =
        |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
    let lists: Vec<String> = tasks.flatten().map(of).collect();
    lists.iter().flat_map(|list| list.split_whitespace()).filter_map(|id| id.parse().ok()).collect()
}
