//! `factum remove` and `factum key`: taking documents out, and keys for checkpoints.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use factum::casebook::{Casebook, PublicKey, SecretKey};

use crate::arguments::{Key, Keys, Remove};

/// Takes documents out.
pub(crate) fn remove(arguments: &Remove) -> Result<bool> {
    let mut casebook = Casebook::open(&arguments.book.path)?;
    let (Some(document), Some(why)) = (&arguments.document, &arguments.why) else {
        casebook.scrub()?;
        println!("{} was written anew; no unused room holds what was removed", casebook.path().display());
        return Ok(false);
    };
    let by = super::review::by(arguments.by.as_deref())?;
    let removed = casebook.remove(document, &by, why, &super::add::pen(arguments.when.now)?)?;
    for address in &removed.addresses {
        println!("removed: {address}");
    }
    println!(
        "decision {} by {by}: {} rows lost their content, {} decisions about it among them; the log still has their place",
        removed.decision, removed.rows, removed.decisions
    );
    for address in &removed.same_text {
        println!("the same words stand also in {address}, from other bytes; they were not removed");
    }
    println!("Copies, exports and checkpoints that were made before are out of reach.");
    Ok(false)
}

/// Makes or shows a key.
pub(crate) fn key(arguments: &Key) -> Result<bool> {
    match &arguments.what {
        Keys::New { file, name } => {
            let mut dice = [0; 32];
            getrandom::fill(&mut dice).map_err(|e| anyhow::anyhow!("no random numbers can be had: {e}"))?;
            let key = SecretKey::new(name, dice)?;
            // never over a key that is there: what it signed could no longer be checked
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut out = options.open(file).with_context(|| file.display().to_string())?;
            writeln!(out, "{}", key.to_text())?;
            let mut public = file.clone().into_os_string();
            public.push(".pub");
            fs::write(&public, format!("{}\n", key.public()))
                .with_context(|| format!("{}", public.display()))?;
            println!("{}", key.public());
        }
        Keys::Show { file } => println!("{}", secret(file)?.public()),
    }
    Ok(false)
}

/// A key from its file.
pub(crate) fn secret(file: &Path) -> Result<SecretKey> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    text.parse().with_context(|| file.display().to_string())
}

/// The public half of a key from its file.
pub(crate) fn public(file: &Path) -> Result<PublicKey> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    text.parse().with_context(|| file.display().to_string())
}
