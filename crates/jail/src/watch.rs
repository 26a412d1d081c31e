//! The parent's side: one question, one answer or one stated end, within a time.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::Limits;

/// How much of what a child says on standard error is kept.
const WORDS: u64 = 4096;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum End {
    /// The child could not be started.
    #[error("the reading process could not be started: {0}")]
    NotStarted(io::Error),
    /// The child was too slow.
    #[error("took longer than {} seconds", .0.clock.as_secs())]
    Time(Limits),
    /// The child asked for more memory than it may have.
    #[error("needs more than {} MiB of memory", .0.memory >> 20)]
    Memory(Limits),
    /// The child's answer was too long.
    #[error("gives more than {} MiB of text", .0.answer >> 20)]
    Answer(Limits),
    /// The child died: what it said last, or the signal.
    #[error("the reading process died: {0}")]
    Died(String),
}

/// Starts a child that enters the jail, gives it the question on standard input and returns what it wrote to
/// standard output. The child sees no environment and dies at the latest when the time is over.
///
/// # Errors
/// How the child ended, where it did not end well.
pub fn ask(command: &mut Command, question: &[&[u8]], limits: Limits) -> Result<Vec<u8>, End> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).env_clear();
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.spawn().map_err(End::NotStarted)?;
    let (mut to, from, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|threads| {
        threads.spawn(move || {
            // a child that does not listen breaks the pipe, and its end says why
            let mut to = to.take()?;
            question.iter().try_for_each(|part| to.write_all(part)).ok()
        });
        let words = threads.spawn(move || errors.map_or_else(Vec::new, |from| head_of(from, WORDS).0));
        let (send, answer) = mpsc::channel();
        threads.spawn(move || {
            let read = from.map_or_else(Default::default, |from| head_of(from, limits.answer));
            send.send(read).ok()
        });
        let read = answer.recv_timeout(limits.clock);
        // a child that closed its output and lives on has had its time as well
        let ended = if read.is_ok() { ended(&mut child) } else { None };
        if ended.is_none() {
            kill(&mut child);
        }
        let status = child.wait();
        let words = words.join().unwrap_or_default();
        let (answer, whole) = read.map_err(|_| End::Time(limits))?;
        if !whole {
            return Err(End::Answer(limits));
        }
        match status {
            Ok(status) if status.success() && ended.is_some() => Ok(answer),
            Ok(status) => Err(end(status, &String::from_utf8_lossy(&words), limits)),
            Err(error) => Err(End::Died(error.to_string())),
        }
    })
}

/// The child's end, where it comes within a second of closing its output.
fn ended(child: &mut Child) -> Option<ExitStatus> {
    let mut waited = Duration::ZERO;
    // most end at once, and every small file would wait for the first look
    let mut pause = Duration::from_micros(100);
    while waited < Duration::from_secs(1) {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => thread::sleep(pause),
            Err(_) => return None,
        }
        waited += pause;
        pause = (pause * 2).min(Duration::from_millis(5));
    }
    None
}

/// At most `most` bytes, and whether that was all; the rest is read and dropped, so that the writer never waits.
fn head_of(from: impl Read, most: u64) -> (Vec<u8>, bool) {
    let mut head = Vec::new();
    let mut from = from;
    let all = from.by_ref().take(most).read_to_end(&mut head);
    let rest = if all.is_ok() { io::copy(&mut from.take(1 << 30), &mut io::sink()).unwrap_or(0) } else { 0 };
    (head, rest == 0)
}

/// Ends the child and whatever it started.
fn kill(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
}

fn end(status: ExitStatus, words: &str, limits: Limits) -> End {
    if words.contains("memory allocation of") || words.contains("out of memory") {
        return End::Memory(limits);
    }
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        const SIGKILL: i32 = 9;
        const SIGXCPU: i32 = 24;
        if matches!(status.signal(), Some(SIGXCPU | SIGKILL)) {
            return End::Time(limits);
        }
    }
    let last = words.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("note:"));
    End::Died(match last {
        Some(words) if words.contains("overflowed its stack") => "its stack overflowed".to_owned(),
        Some(words) => words.chars().filter(|c| !c.is_control()).take(200).collect(),
        None => status.to_string(),
    })
}
