//! A tree head as a text that can be kept anywhere: a C2SP checkpoint, signed where somebody has a key.
//!
//! The text is a C2SP signed note: the body's three lines, an empty line, and a line for each signature. Keys are
//! written as Go's `sumdb/note` writes them, so that other tools read them.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signer, Verifier};

use crate::CasebookError;
use crate::tree::{Hash, digest};
use crate::verify::Head;

/// The name of the log in the text's first line.
const ORIGIN: &str = "factum casebook";

/// The signature type of Ed25519 in signed notes.
const ED25519: u8 = 1;

/// The three lines: whose log, how many entries, the root in base 64.
pub fn checkpoint(head: &Head) -> String {
    format!("{ORIGIN}\n{}\n{}\n", head.size, BASE64.encode(head.root))
}

/// Reads a checkpoint back; its signatures are not looked at, [`PublicKey::check`] does.
///
/// # Errors
/// Where the text is none.
pub fn parse_checkpoint(text: &str) -> Result<Head, CasebookError> {
    let wrong = |why: &str| CasebookError::Refused(format!("not a checkpoint of a casebook: {why}"));
    // what `verify` prints has the checkpoint at its end
    let mut lines = text.lines().skip_while(|line| *line != ORIGIN).skip(1);
    let size = lines.next().ok_or_else(|| wrong(&format!("no line says `{ORIGIN}`")))?;
    let size = size.parse().map_err(|_| wrong("the second line is no number of entries"))?;
    let root = lines.next().and_then(|line| BASE64.decode(line).ok()).and_then(|b| Hash::try_from(b).ok());
    let root = root.ok_or_else(|| wrong("the third line is no root in base 64"))?;
    Ok(Head { size, root })
}

/// A key that signs checkpoints; whoever has it can sign, so it is kept apart from the casebook.
pub struct SecretKey {
    name: String,
    key: ed25519_dalek::SigningKey,
}

/// A key that tells whether a checkpoint was signed by its secret half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: ed25519_dalek::VerifyingKey,
}

fn no_key(why: &str) -> CasebookError {
    CasebookError::Refused(format!("not a key for checkpoints: {why}"))
}

/// The first four bytes of a hash over name, type and key, as signed notes name keys.
fn id(name: &str, key: &ed25519_dalek::VerifyingKey) -> [u8; 4] {
    let hash = digest(&[name.as_bytes(), b"\n", &[ED25519], key.as_bytes()].concat());
    let mut id = [0; 4];
    id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    id
}

fn checked_name(name: &str) -> Result<String, CasebookError> {
    let is_fine = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+');
    is_fine.then(|| name.to_owned()).ok_or_else(|| {
        no_key(&format!(
            "`{name}` is no name for one; expected letters without spaces and `+`, as echo.example/desk"
        ))
    })
}

/// The type and the 32 bytes behind it.
fn bytes_of(text: &str) -> Result<[u8; 32], CasebookError> {
    match BASE64.decode(text).ok().as_deref() {
        Some([ED25519, rest @ ..]) => rest.try_into().map_err(|_| no_key("it is not 32 bytes long")),
        Some([other, ..]) => Err(no_key(&format!("its type is {other}; expected {ED25519}, Ed25519"))),
        _ => Err(no_key("its last part is no base 64")),
    }
}

impl SecretKey {
    /// A new key under a name, from 32 bytes that nobody can guess.
    ///
    /// # Errors
    /// Where the name is empty or holds white space or `+`.
    pub fn new(name: &str, dice: [u8; 32]) -> Result<SecretKey, CasebookError> {
        let key = ed25519_dalek::SigningKey::from_bytes(&dice);
        Ok(SecretKey { name: checked_name(name)?, key })
    }

    /// The half that may be given to everybody.
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// The key as text, to be kept in a file that nobody else may read.
    pub fn to_text(&self) -> String {
        let secret = [&[ED25519][..], self.key.as_bytes()].concat();
        let id = crate::hex(&id(&self.name, &self.key.verifying_key()));
        format!("PRIVATE+KEY+{}+{id}+{}", self.name, BASE64.encode(secret))
    }

    /// A head as a checkpoint with this key's signature.
    pub fn sign(&self, head: &Head) -> String {
        let body = checkpoint(head);
        let signature = self.key.sign(body.as_bytes());
        let line = [&id(&self.name, &self.key.verifying_key())[..], &signature.to_bytes()].concat();
        format!("{body}\n\u{2014} {} {}\n", self.name, BASE64.encode(line))
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.name) // never the key
    }
}

impl FromStr for SecretKey {
    type Err = CasebookError;

    fn from_str(text: &str) -> Result<SecretKey, CasebookError> {
        let parts: Vec<&str> = text.trim().splitn(5, '+').collect();
        let ["PRIVATE", "KEY", name, hash, secret] = parts.as_slice() else {
            return Err(no_key("expected PRIVATE+KEY+NAME+ID+BYTES"));
        };
        let key = SecretKey::new(name, bytes_of(secret)?)?;
        let is_own = crate::hex(&id(&key.name, &key.key.verifying_key())) == *hash;
        is_own.then_some(key).ok_or_else(|| no_key("its id does not fit its name and bytes"))
    }
}

impl PublicKey {
    /// Whose it is.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether a checkpoint carries a signature by this key, over exactly this text.
    ///
    /// # Errors
    /// Where it carries none, or one that is not over this text.
    pub fn check(&self, note: &str) -> Result<Head, CasebookError> {
        let wrong = |why: String| CasebookError::Refused(format!("the checkpoint is not trusted: {why}"));
        let start = note.find(&format!("{ORIGIN}\n")).unwrap_or(0);
        let note = note.get(start..).unwrap_or_default();
        let (body, signatures) =
            note.split_once("\n\n").ok_or_else(|| wrong("it carries no signature".to_owned()))?;
        let body = format!("{body}\n");
        for line in signatures.lines() {
            let Some((name, signature)) = line.strip_prefix("\u{2014} ").and_then(|l| l.split_once(' '))
            else {
                continue;
            };
            let bytes = BASE64.decode(signature).unwrap_or_default();
            let Some((hash, bytes)) = bytes.split_at_checked(4) else { continue };
            if name != self.name || hash != id(&self.name, &self.key) {
                continue; // by somebody else
            }
            let signature = ed25519_dalek::Signature::from_slice(bytes);
            let fits = signature.is_ok_and(|s| self.key.verify(body.as_bytes(), &s).is_ok());
            return match fits {
                true => parse_checkpoint(&body),
                false => Err(wrong(format!("the signature of {} is not over this text", self.name))),
            };
        }
        Err(wrong(format!("{} did not sign it", self.name)))
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&[ED25519][..], self.key.as_bytes()].concat();
        let id = crate::hex(&id(&self.name, &self.key));
        write!(f, "{}+{id}+{}", self.name, BASE64.encode(bytes))
    }
}

impl FromStr for PublicKey {
    type Err = CasebookError;

    fn from_str(text: &str) -> Result<PublicKey, CasebookError> {
        let parts: Vec<&str> = text.trim().splitn(3, '+').collect();
        let [name, hash, key] = parts.as_slice() else { return Err(no_key("expected NAME+ID+BYTES")) };
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes_of(key)?);
        let key = key.map_err(|_| no_key("its bytes are no point of the curve"))?;
        let is_own = crate::hex(&id(name, &key)) == *hash;
        let name = checked_name(name)?;
        is_own
            .then_some(PublicKey { name, key })
            .ok_or_else(|| no_key("its id does not fit its name and bytes"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_is_read_back() {
        for root in [[0; 32], [255; 32], digest(b"a")] {
            let head = Head { size: 42, root };
            assert_eq!(parse_checkpoint(&checkpoint(&head)).unwrap(), head);
        }
        assert!(parse_checkpoint("factum casebook\n1\nnonsense\n").is_err());
        assert!(parse_checkpoint("").is_err());
    }

    #[test]
    fn keys_are_read_back_and_a_key_of_another_name_is_told() {
        // the example of C2SP's signed-note, by Go's golang.org/x/mod/sumdb/note
        let public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let peter: PublicKey = public.parse().unwrap();
        assert_eq!((peter.to_string().as_str(), peter.name()), (public, "PeterNeumann"));
        assert!(public.replacen("Peter", "Paula", 1).parse::<PublicKey>().is_err());
        let own = SecretKey::new("echo.example/desk", [7; 32]).unwrap();
        let again: SecretKey = own.to_text().parse().unwrap();
        assert_eq!(again.public(), own.public());
        assert_eq!(format!("{own:?}"), "SecretKey(echo.example/desk)", "never the key");
        assert!(SecretKey::new("two words", [7; 32]).is_err());
    }

    #[test]
    fn only_the_signed_text_and_the_own_key_are_trusted() {
        let key = SecretKey::new("echo.example/desk", [7; 32]).unwrap();
        let head = Head { size: 42, root: digest(b"a") };
        let note = key.sign(&head);
        assert_eq!(key.public().check(&note).unwrap(), head);
        assert_eq!(parse_checkpoint(&note).unwrap(), head);
        for forged in
            [note.replacen("\n42\n", "\n43\n", 1), checkpoint(&head), note.replacen("desk", "disk", 1)]
        {
            assert!(key.public().check(&forged).is_err(), "{forged}");
        }
        let other = SecretKey::new("echo.example/desk", [8; 32]).unwrap();
        assert!(other.public().check(&note).is_err(), "another key of the same name");
    }
}
