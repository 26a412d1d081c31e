//! Every hostile file of `../shared/tools/gen_bad.py` ends as it must, with a reason, in time, and without harm to
//! the parent; the test says so and passes where the generator is absent.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests"
)]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::peak_of;

/// How each file may end in `factum read`: `+` read, `o` needs OCR, `u` unsupported, `l` over a limit, `r` refused;
/// several where the promise leaves room. The first part of a file's name, up to `_` or `.`.
const ENDINGS: &str = "
t01 r|t02 r|t03 +|t04 +|t05 +|t06 +|t07 +|t08 +|t09 u|t10 u|t11 +|t12 +|t13 l|t14 l|t15 r|t16 +|t17 +|t18 +|t19 +
t20 +|t21 +|t22 +|t23 +|t24 +|t25 +|t26 +|t27 +|t28 +|t29 +|t30 +|t31 +|t32 +|t33 +|t34 +|t35 +|t36 +|t37 +|t38 +
t39 +|t40 +|h01 +|h02 +|h03 +|h04 +|h05 +|h06 +|h07 +|h08 +|h09 +|h10 +|h11 +|h12 +|h13 +|h14 +|h15 +|h16 +|h17 +
h18 +|h19 +r|h20 +r|d00 +|d01 r|d02 r|d03 r|d04 l|d05 l|d06 +|d07 r|d08 r|d09 +|d10 +|d11 r|d12 l|d13 r|d14 r
d15 +|d16 r|d17 rl|d18 rl|d19 u|d20 l|d21 l|z01 l|x u|i01 u|i02 u|e00 +|e01 l|e02 l|e03 +r|e04 l|e05 l|e06 +r|e07 +
e08 +|e09 +|e10 +|e11 +|e12 +|e13 r|e14 +r|e15 l|e16 lr|w00 +|w01 +|w02 r|w03 r|w04 +|w05 r|w06 r|w07 +|w08 l|w09 l
w10 +r|w11 +|w12 r|w13 r|w14 r|f01 +|f02 +|f03 +|f04 +|f05 +|f06 +|f07 +|f08 +|f09 r|f10 r|f11 r|f12 r|f13 l|-rf +
p00 +|p01 r|p02 r|p03 r|p04 r|p05 rl|p06 rl|p07 r|p08 r|p09 r|p10 +|p11 r|p12 +|p13 +l|p14 +|p15 r|p16 l|p17 +|p18 +|p19 +|p20 +|p21 +|p22 +|p23 +
p24 +|p25 +|p26 +|p27 +|p28 +|p29 +|p30 +|p31 o|p32 +|p33 +|p34 r|p35 +|p36 r|p37 r|p38 +l|p39 rl
";
/// The longest that one file may take.
const LONGEST: Duration = Duration::from_secs(30);
/// The most memory that the parent may have used, in KiB.
const PARENT: u64 = 300 << 10;

/// What one run came to.
struct Run {
    endings: String,
    said: String,
    took: Duration,
    peak: u64,
}

#[test]
fn hostile_files_end_as_they_must() {
    let Some((_folder, files)) = made() else { return };
    let expected: BTreeMap<&str, &str> =
        ENDINGS.split(['|', '\n']).filter_map(|one| one.split_once(' ')).collect();
    let mut wrong = Vec::new();
    let (mut slowest, mut largest) = (Duration::ZERO, 0);
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let key = name.split(['_', '.']).next().unwrap_or_default();
        let allowed = expected.get(key).copied();
        let allowed = allowed.unwrap_or_else(|| panic!("{name} is new: say how it must end"));
        let run = read(path);
        slowest = slowest.max(run.took);
        largest = largest.max(run.peak);
        let as_it_must = run.endings.chars().any(|ending| allowed.contains(ending));
        if !as_it_must || run.took > LONGEST || run.peak > PARENT {
            let Run { endings, said, took, peak } = run;
            wrong.push(format!("{name}: {endings}, not {allowed}; {took:?}, {peak} KiB; {}", said.trim()));
        }
    }
    println!("{} files; slowest {slowest:?}, the parent's peak {} MiB", files.len(), largest >> 10);
    assert!(files.len() >= 177, "{} files", files.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

fn made() -> Option<(tempfile::TempDir, Vec<PathBuf>)> {
    let generator = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/tools/gen_bad.py");
    if !generator.exists() {
        println!("skipped: {} is absent", generator.display());
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("python3").arg(generator).arg(folder.path()).output();
    if !made.is_ok_and(|made| made.status.success()) {
        println!("skipped: python3 cannot make the files");
        return None;
    }
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    Some((folder, files))
}

/// Reads one file with the program, as a user would.
fn read(path: &Path) -> Run {
    let begun = Instant::now();
    let outcomes = tempfile::NamedTempFile::new().unwrap();
    let errors = tempfile::NamedTempFile::new().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_factum"))
        .arg("read")
        .arg("--outcomes")
        .arg(outcomes.path())
        .arg("--")
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(errors.reopen().unwrap())
        .spawn()
        .unwrap();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(peak_of(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > 2 * LONGEST {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(3));
    };
    let said = std::fs::read_to_string(errors.path()).unwrap();
    let lines = std::fs::read_to_string(outcomes.path()).unwrap();
    let ending = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(!line["reason"].as_str().unwrap().is_empty(), "{line}: no reason");
        match line["outcome"].as_str().unwrap() {
            "read" => '+',
            "needs OCR" => 'o',
            "unsupported" => 'u',
            "over a limit" => 'l',
            "refused" => 'r',
            other => panic!("{other} is no ending"),
        }
    };
    let endings = match status.code() {
        Some(0 | 1) => lines.lines().map(ending).collect(),
        code => format!("ended with {code:?}"),
    };
    Run { endings, said, took: begun.elapsed(), peak }
}
