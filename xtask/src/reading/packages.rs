//! Files of Debian packages, fetched by name and version below the build folder; nothing of them is installed or kept
//! in the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context;

use crate::process;

/// The cells of a table in `bench/`, without its comments.
pub(super) fn table(name: &str) -> anyhow::Result<Vec<Vec<String>>> {
    let path = process::root().join("bench").join(name);
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    Ok(rows.map(|row| row.split('\t').map(str::to_owned).collect()).collect())
}

/// The folder in which a package's files stand; `None`, and a word on it, where it cannot be had.
pub(super) fn unpacked(package: &str, version: &str) -> anyhow::Result<Option<PathBuf>> {
    let root = process::target().join("packages");
    let folder = root.join(format!("{package}_{}", version.replace([':', '/'], "_")));
    if folder.exists() {
        return Ok(Some(folder));
    }
    fs::create_dir_all(&root)?;
    let wanted = format!("{package}={version}");
    let quiet = |command: &mut Command| {
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
    };
    let fetched = root.join(format!("{package}.fetched"));
    fs::create_dir_all(&fetched)?;
    let got = quiet(
        Command::new("apt-get")
            .args(["-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=0", "download", &wanted])
            .current_dir(&fetched),
    );
    let archive = fs::read_dir(&fetched)?.filter_map(|entry| Some(entry.ok()?.path())).next();
    let Some(archive) = archive.filter(|_| got) else {
        println!("absent: the Debian package {wanted} cannot be fetched here; its files are left out");
        return Ok(None);
    };
    let partial = root.join(format!("{package}.partial"));
    let unpack = quiet(Command::new("dpkg-deb").arg("-x").arg(&archive).arg(&partial));
    if !unpack {
        println!("absent: {wanted} cannot be unpacked here; its files are left out");
        return Ok(None);
    }
    fs::rename(&partial, &folder)?;
    fs::remove_file(&archive)?;
    Ok(Some(folder))
}

/// All regular files below a folder, in the order of their names.
pub(super) fn below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let files = paths.into_iter().filter(|path| !path.is_symlink());
    files.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}
