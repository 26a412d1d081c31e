//! Power losses: what the writer asked of the disk is written down, and replayed up to any call with what was not
//! synced lost, torn or out of order.
//!
//! What a disk may do after the power went: everything up to a file's last sync is there; of each later write, sector
//! by sector, it is there or not. A removed file may be there again until the folder is synced. Of a state made so the
//! casebook must open, verify, and hold every document that was acknowledged.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use factum::casebook::Casebook;

use super::whole;
use crate::invented::Numbers;

/// What the shim is made from.
const SHIM: &str = include_str!("trace.c");

/// What a disk writes as a whole or not at all.
const SECTOR: usize = 512;

/// How many stories the writer adds; SQLite carries its log over several times meanwhile.
const STORIES: u64 = 120;

/// One call on the disk.
enum Call {
    Write {
        file: usize,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        file: usize,
        length: usize,
    },
    Sync {
        file: usize,
    },
    Unlink {
        file: usize,
    },
    /// The folder: what was removed from it is gone.
    SyncFolder,
    /// A document was acknowledged.
    Said,
}

/// A writer's whole life.
struct Trace {
    files: Vec<String>,
    calls: Vec<Call>,
}

impl Trace {
    /// Lets a writer write and reads what it asked for.
    fn of(folder: &Path) -> Result<Trace> {
        let shim = super::shim(folder, "trace", SHIM)?;
        let (path, trace) = (folder.join("power.factum"), folder.join("trace"));
        let done = Command::new(std::env::current_exe()?)
            .args(["torture", "writer"])
            .arg(&path)
            .args(["0", &STORIES.to_string()])
            .env("LD_PRELOAD", shim)
            .env("TRACE", &trace)
            .stdout(Stdio::null())
            .status()?;
        ensure!(done.success(), "the writer failed");
        let bytes = fs::read(trace).context("the shim wrote nothing down")?;
        Trace::parse(&bytes)
    }

    fn parse(bytes: &[u8]) -> Result<Trace> {
        let mut trace = Trace { files: Vec::new(), calls: Vec::new() };
        let mut rest = bytes;
        let mut take = |n: usize| -> Result<&[u8]> {
            let (head, tail) = rest.split_at_checked(n).context("the trace ends within a call")?;
            rest = tail;
            Ok(head)
        };
        loop {
            let Ok(kind) = take(1).map(|b| b.first().copied()) else { return Ok(trace) };
            let mut number =
                || -> Result<usize> { Ok(usize::try_from(u64::from_ne_bytes(take(8)?.try_into()?))?) };
            let (length, at, n) = (number()?, number()?, number()?);
            let path = String::from_utf8_lossy(take(length)?).into_owned();
            let mut file = || {
                trace.files.iter().position(|f| *f == path).unwrap_or_else(|| {
                    trace.files.push(path.clone());
                    trace.files.len() - 1
                })
            };
            let call = match kind {
                Some(b'w') => Call::Write { file: file(), at, bytes: take(n)?.to_vec() },
                Some(b't') => Call::Cut { file: file(), length: at },
                Some(b's') => Call::Sync { file: file() },
                Some(b'u') => Call::Unlink { file: file() },
                Some(b'd') => Call::SyncFolder,
                Some(b'a') => Call::Said,
                other => bail!("the trace holds a call of kind {other:?}"),
            };
            trace.calls.push(call);
        }
    }
}

/// Which syncs the disk takes seriously.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sync {
    /// All of them.
    Full,
    /// Those of the log only where it is about to be carried over, as `synchronous=NORMAL` has it: the control.
    Lazy,
    /// None, as `synchronous=OFF` has it: the other control.
    Off,
}

/// A file as it is on the disk for certain, and what may be there besides.
#[derive(Clone, Default)]
struct OnDisk {
    there: bool,
    bytes: Vec<u8>,
    /// Not yet synced, in order.
    pending: Vec<usize>,
}

fn put(bytes: &mut Vec<u8>, at: usize, data: &[u8]) {
    if bytes.len() < at + data.len() {
        bytes.resize(at + data.len(), 0);
    }
    if let Some(place) = bytes.get_mut(at..at + data.len()) {
        place.copy_from_slice(data);
    }
}

/// Does a call to a file, whole.
fn apply(disk: &mut OnDisk, call: &Call) {
    match call {
        Call::Write { at, bytes, .. } => {
            disk.there = true;
            put(&mut disk.bytes, *at, bytes);
        }
        Call::Cut { length, .. } => {
            disk.there = true;
            disk.bytes.resize(*length, 0);
        }
        Call::Unlink { .. } => {
            *disk = OnDisk { pending: std::mem::take(&mut disk.pending), ..OnDisk::default() }
        }
        Call::Sync { .. } | Call::SyncFolder | Call::Said => {}
    }
}

impl Trace {
    /// The disk after the power went at a call: files by their index, and how many documents were acknowledged.
    fn after(&self, until: usize, sync: Sync, numbers: &mut Numbers) -> (Vec<OnDisk>, u64) {
        let mut disks = vec![OnDisk::default(); self.files.len()];
        let mut said = 0;
        for (n, call) in self.calls.iter().enumerate().take(until) {
            match call {
                Call::Said => said += 1,
                Call::SyncFolder if sync == Sync::Off => {}
                Call::SyncFolder => disks.iter_mut().for_each(|disk| self.removed(disk)),
                Call::Sync { file } => {
                    // a log that is carried over is synced before the main file is written
                    let is_log = self.files[*file].ends_with("-wal");
                    let carried = || matches!(self.next_write(n), Some(other) if other != *file);
                    let counts = match sync {
                        Sync::Full => true,
                        Sync::Lazy => !is_log || carried(),
                        Sync::Off => false,
                    };
                    if counts {
                        let disk = &mut disks[*file];
                        for at in std::mem::take(&mut disk.pending) {
                            apply(disk, &self.calls[at]);
                        }
                    }
                }
                Call::Write { file, .. } | Call::Cut { file, .. } | Call::Unlink { file } => {
                    disks[*file].pending.push(n);
                }
            }
        }
        for disk in &mut disks {
            self.lose(disk, numbers);
        }
        (disks, said)
    }

    /// A removal that the folder's sync made certain, and with it all that was done to the file before.
    fn removed(&self, disk: &mut OnDisk) {
        let is_removal = |at: &usize| matches!(self.calls[*at], Call::Unlink { .. });
        if let Some(last) = disk.pending.iter().rposition(is_removal) {
            disk.pending.drain(..=last);
            (disk.there, disk.bytes) = (false, Vec::new());
        }
    }

    fn next_write(&self, after: usize) -> Option<usize> {
        self.calls.iter().skip(after + 1).find_map(|call| match call {
            Call::Write { file, .. } => Some(*file),
            _ => None,
        })
    }

    /// Of what was not synced some is there and some is not, sector by sector.
    fn lose(&self, disk: &mut OnDisk, numbers: &mut Numbers) {
        let pending = std::mem::take(&mut disk.pending);
        // nothing, all, or any part
        let chance = [0, 8, 1 + numbers.below(7)][numbers.below(3) as usize];
        for at in pending {
            let call = &self.calls[at];
            match call {
                Call::Write { at, bytes, .. } => {
                    for (n, sector) in bytes.chunks(SECTOR).enumerate() {
                        if numbers.below(8) < chance {
                            disk.there = true;
                            put(&mut disk.bytes, at + n * SECTOR, sector);
                        }
                    }
                }
                _ if numbers.below(8) < chance => apply(disk, call),
                _ => {}
            }
        }
    }

    /// Lays the disk out as files and opens what is there: how many documents it holds; an error where it is damaged.
    fn opened(&self, disks: &[OnDisk], folder: &Path) -> Result<u64> {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder)?;
        for (name, disk) in self.files.iter().zip(disks).filter(|(_, disk)| disk.there) {
            let name = Path::new(name).file_name().context("a call on no file")?;
            fs::write(folder.join(name), &disk.bytes)?;
        }
        let path = folder.join("power.factum");
        // before the first sync there may be no file, or an empty one, and nothing was acknowledged then
        drop(Casebook::open_or_create(&path)?);
        Ok(whole(&path)?.documents()? as u64)
    }
}

/// So many states, after a power loss each; and the controls.
pub(super) fn run(states: u64) -> Result<String> {
    if !cfg!(target_os = "linux") {
        return Ok("skipped: the shim is preloaded as Linux does it".to_owned());
    }
    let folder = tempfile::tempdir()?;
    let trace = Trace::of(folder.path())?;
    let all = trace.calls.iter().filter(|c| matches!(c, Call::Said)).count() as u64;
    ensure!(
        all == STORIES,
        "{all} of {STORIES} acknowledgements were written down: the shim does not reach the writer"
    );
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for call in &trace.calls {
        let kind = match call {
            Call::Write { .. } => "writes",
            Call::Sync { .. } => "syncs",
            _ => continue,
        };
        *counts.entry(kind).or_default() += 1;
    }
    let at = folder.path().join("state");
    let bad = |sync: Sync, states: u64| -> Result<(u64, u64, String)> {
        let mut numbers = Numbers(17);
        let (mut lost, mut damaged, mut first) = (0, 0, String::new());
        for _ in 0..states {
            let until = 1 + numbers.below(trace.calls.len() as u64) as usize;
            let (disks, said) = trace.after(until, sync, &mut numbers);
            let why = match trace.opened(&disks, &at) {
                Ok(there) if there >= said => continue,
                Ok(there) => {
                    lost += 1;
                    format!("after call {until} {said} documents were acknowledged, {there} are there")
                }
                Err(error) => {
                    damaged += 1;
                    format!("after call {until}: {error:#}")
                }
            };
            if first.is_empty() {
                first = why;
            }
        }
        Ok((lost, damaged, first))
    };
    let (lost, damaged, first) = bad(Sync::Full, states)?;
    ensure!(lost + damaged == 0, "{lost} states lost documents, {damaged} are damaged; {first}");
    let controls = states.div_ceil(5);
    let (lazy, ..) = bad(Sync::Lazy, controls)?;
    let (off_lost, off_damaged, _) = bad(Sync::Off, controls)?;
    ensure!(lazy > 0, "the control synchronous=NORMAL lost nothing: this test cannot fail");
    ensure!(off_damaged > 0, "the control synchronous=OFF was never damaged: this test cannot fail");
    Ok(format!(
        "{states} states of {} writes and {} syncs, 0 documents lost, 0 damaged; of {controls} states each the controls: \
         synchronous=NORMAL lost documents in {lazy}, OFF lost some in {off_lost} and was damaged in {off_damaged}",
        counts.get("writes").unwrap_or(&0),
        counts.get("syncs").unwrap_or(&0),
    ))
}
