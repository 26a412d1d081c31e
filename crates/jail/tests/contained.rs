//! Whatever a reader does, the parent goes on: a child told to panic, overflow, allocate, spin, fork and lie; and
//! what a child can reach from inside, beside what it reaches without the jail.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "tests")]
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::exit, reason = "the child of the test")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use factum_jail::{End, Layers, Limits, ask, enter, enter_for_program};
use libtest_mimic::{Arguments, Failed, Trial};

/// Small enough for a test to meet them.
const LIMITS: Limits = Limits {
    memory: 256 << 20,
    processor: Duration::from_secs(1),
    clock: Duration::from_secs(4),
    answer: 1 << 20,
};

/// Whether a child ended as it must.
type Right = fn(&Result<Vec<u8>, End>) -> bool;
/// Tries something and says whether it went well.
type Tries = fn() -> bool;

/// What the child can be told to do, and how that must end.
const ACTS: [(&str, Right); 14] = [
    ("echo", |end| matches!(end, Ok(answer) if answer == b"question")),
    ("mute", |end| matches!(end, Ok(answer) if answer.is_empty())),
    ("panic", |end| matches!(end, Err(End::Died(words)) if words.contains("panicked"))),
    ("abort", |end| matches!(end, Err(End::Died(_)))),
    ("overflow", |end| matches!(end, Err(End::Died(words)) if words.contains("stack"))),
    ("allocate", |end| matches!(end, Err(End::Memory(_)))),
    ("spin", |end| matches!(end, Err(End::Time(_)))),
    ("sleep", |end| matches!(end, Err(End::Time(_)))),
    ("sleep after the answer", |end| matches!(end, Err(End::Time(_)))),
    ("flood", |end| matches!(end, Err(End::Answer(_)))),
    ("flood of errors", |end| matches!(end, Ok(answer) if answer == b"done")),
    ("fork", |end| matches!(end, Ok(answer) if answer == b"denied")),
    ("threads", |end| matches!(end, Ok(answer) if answer == b"denied")),
    ("fail", |end| matches!(end, Err(End::Died(words)) if words == "no such thing")),
];

/// What a broken-into reader would try: each gives whether it went well.
const REACHES: [(&str, Tries); 11] = [
    ("read a file", || std::fs::read("/etc/hostname").is_ok() || std::fs::read("/etc/passwd").is_ok()),
    ("write a file", || {
        let path = std::path::PathBuf::from(std::env::args().nth(3).unwrap_or_default()).join("written");
        std::fs::write(path, "x").is_ok()
    }),
    ("list a folder", || std::fs::read_dir("/").is_ok()),
    ("see its own process", || std::fs::read("/proc/self/status").is_ok()),
    ("start a program", || Command::new("/bin/true").status().is_ok()),
    ("start a thread", || std::thread::Builder::new().spawn(|| ()).is_ok()),
    ("listen on TCP", || TcpListener::bind("127.0.0.1:0").is_ok()),
    ("connect over TCP", || {
        let port = std::env::args().nth(4).unwrap_or_default();
        TcpStream::connect(format!("127.0.0.1:{port}")).is_ok()
    }),
    ("send over UDP", || {
        UdpSocket::bind("127.0.0.1:0").is_ok_and(|socket| socket.send_to(b"x", "127.0.0.1:9").is_ok())
    }),
    ("open a Unix socket", || std::os::unix::net::UnixDatagram::unbound().is_ok()),
    ("signal its parent", || {
        let parent = std::env::args().nth(5).and_then(|id| id.parse().ok());
        let parent = parent.and_then(rustix::process::Pid::from_raw);
        parent.is_some_and(|parent| rustix::process::test_kill_process(parent).is_ok())
    }),
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("act") => act(&arguments[2]),
        Some("reach") => reach(&arguments[2]),
        _ => {}
    }
    let mut trials: Vec<Trial> = ACTS
        .iter()
        .map(|(name, right)| Trial::test(format!("told to {name}"), move || contained(name, *right)))
        .collect();
    trials.push(Trial::test("from inside nothing is within reach", from_inside));
    trials.push(Trial::test("a program that is not there is said", not_there));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn contained(name: &str, right: Right) -> Result<(), Failed> {
    let begun = Instant::now();
    let myself = std::env::current_exe()?;
    let end = ask(Command::new(myself).args(["act", name]), &[b"quest", b"ion"], LIMITS);
    if begun.elapsed() > Duration::from_secs(12) {
        return Err(format!("took {:?}", begun.elapsed()).into());
    }
    let layers_missing = !cfg!(target_os = "linux") && matches!(name, "allocate" | "fork" | "threads");
    if !right(&end) && !layers_missing {
        return Err(format!(
            "ended in {:?}",
            end.map(|answer| String::from_utf8_lossy(&answer).into_owned())
        )
        .into());
    }
    Ok(())
}

fn act(name: &str) -> ! {
    let layers = enter(LIMITS);
    let mut question = Vec::new();
    std::io::stdin().read_to_end(&mut question).unwrap();
    let answer: &[u8] = match name {
        "echo" => &question,
        "mute" => b"",
        "panic" => panic!("told to"),
        "abort" => std::process::abort(),
        "overflow" => {
            println!("{}", deeper(1));
            b""
        }
        "allocate" => {
            let held: Vec<Vec<u8>> = (0..1000).map(|n| vec![n as u8; 10 << 20]).collect();
            assert!(held.len() == 1000);
            b"had it"
        }
        "spin" => loop {
            std::hint::spin_loop();
        },
        "sleep" => {
            std::thread::sleep(Duration::from_secs(60));
            b"late"
        }
        "sleep after the answer" => {
            print!("an answer");
            std::io::stdout().flush().unwrap();
            std::thread::sleep(Duration::from_secs(60));
            b""
        }
        "flood" => {
            while std::io::stdout().write_all(&[b'x'; 4096]).is_ok() {}
            b""
        }
        "flood of errors" => {
            for _ in 0..1000 {
                eprintln!("{}", "x".repeat(4096));
            }
            b"done"
        }
        "fork" => {
            if Command::new("/bin/true").spawn().is_err() {
                b"denied"
            } else {
                b"allowed"
            }
        }
        "threads" => {
            if std::thread::Builder::new().spawn(|| ()).is_err() {
                b"denied"
            } else {
                b"allowed"
            }
        }
        "fail" => {
            eprintln!("no such thing");
            std::process::exit(3);
        }
        _ => panic!("no such act: {name}, {layers}"),
    };
    let _ = std::io::stdout().write_all(answer);
    std::process::exit(0);
}

fn deeper(n: u64) -> u64 {
    let here = std::hint::black_box([n; 512]);
    if n == 0 { here[0] } else { deeper(n + 1) + here[7] }
}

/// Tries everything and says what went well.
fn reach(how: &str) -> ! {
    let folders: Vec<&Path> = PROGRAMS.iter().map(Path::new).filter(|folder| folder.exists()).collect();
    let layers = match how {
        "jailed" => enter(LIMITS),
        "program" => enter_for_program(LIMITS, &folders),
        _ => Layers::default(),
    };
    println!("{}", layers.are_whole());
    for (name, tries) in REACHES {
        println!("{name}: {}", if tries() { "reached" } else { "denied" });
    }
    std::process::exit(0);
}

/// Where installed programs and their libraries stand.
const PROGRAMS: [&str; 4] = ["/usr", "/bin", "/lib", "/lib64"];

/// What a process that is to become an installed program may still do.
const LEFT_TO_PROGRAMS: [&str; 2] = ["start a program", "start a thread"];

fn from_inside() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port().to_string();
    let tries = |how: &str| -> Result<Vec<String>, Failed> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["reach", how]).arg(folder.path()).args([&port, &std::process::id().to_string()]);
        let answer = ask(&mut command, &[], LIMITS)?;
        Ok(String::from_utf8_lossy(&answer).lines().map(str::to_owned).collect())
    };
    // The control: what is denied inside must work outside, or its denial shows nothing.
    let outside = tries("free")?;
    let unreached: Vec<&String> = outside.iter().skip(1).filter(|line| !line.ends_with("reached")).collect();
    if !unreached.is_empty() || outside.len() != 1 + REACHES.len() {
        return Err(format!("the control failed: {outside:?}").into());
    }
    let inside = tries("jailed")?;
    if inside.first().is_none_or(|whole| whole != "true") {
        println!("skipped: this kernel lacks a layer of the jail");
        return Ok(());
    }
    let reached: Vec<&String> = inside.iter().skip(1).filter(|line| !line.ends_with("denied")).collect();
    if !reached.is_empty() || inside.len() != 1 + REACHES.len() {
        return Err(format!("within reach: {inside:?}").into());
    }
    let program = tries("program")?;
    let right = |line: &&String| {
        let (name, how) = line.split_once(": ").unwrap_or_default();
        how == if LEFT_TO_PROGRAMS.contains(&name) { "reached" } else { "denied" }
    };
    let wrong: Vec<&String> = program.iter().skip(1).filter(|line| !right(line)).collect();
    if !wrong.is_empty() || program.len() != 1 + REACHES.len() {
        return Err(format!("of what becomes a program: {program:?}").into());
    }
    Ok(())
}

fn not_there() -> Result<(), Failed> {
    match ask(&mut Command::new("/nowhere/factum"), &[], LIMITS) {
        Err(End::NotStarted(_)) => Ok(()),
        other => Err(format!("{other:?}").into()),
    }
}
