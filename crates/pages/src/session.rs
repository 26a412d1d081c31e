//! The launch link: a token that is exchanged once for the session's cookie.

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};

use crate::ServeError;

/// The path of the link.
pub(crate) const ENTER: &str = "/enter";

/// How many browsers may be in at once; the oldest has to leave.
const SESSIONS: usize = 8;

/// Who has come in, and the next link that lets somebody in.
#[derive(Clone)]
pub struct Door(Arc<Inside>);

struct Inside {
    host: String,
    origin: String,
    cookie: String,
    held: Mutex<Held>,
    say: Box<dyn Fn(&str) + Send + Sync>,
}

/// Of secrets only hashes are kept, so that comparing takes no longer for a better guess.
struct Held {
    token: [u8; 32],
    sessions: Vec<[u8; 32]>,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").field("origin", &self.0.origin).finish_non_exhaustive()
    }
}

impl Door {
    /// A door of the pages on this port; `say` gets each link, the first now and another whenever one was used.
    ///
    /// # Errors
    /// Where the system gives no random numbers.
    pub fn new(port: u16, say: impl Fn(&str) + Send + Sync + 'static) -> Result<Door, ServeError> {
        let host = format!("127.0.0.1:{port}");
        let door = Door(Arc::new(Inside {
            origin: format!("http://{host}"),
            host,
            // cookies do not know ports: the name tells two casebooks apart
            cookie: format!("factum-{}", &secret()?.get(..8).unwrap_or_default()),
            held: Mutex::new(Held { token: [0; 32], sessions: Vec::new() }),
            say: Box::new(say),
        }));
        door.link()?;
        Ok(door)
    }

    /// `127.0.0.1:PORT`: the one name of these pages.
    pub(crate) fn host(&self) -> &str {
        &self.0.host
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> &str {
        &self.0.origin
    }

    /// Makes the next link and says it.
    fn link(&self) -> Result<(), ServeError> {
        let token = secret()?;
        self.held(|held| held.token = digest(&token));
        (self.0.say)(&format!("{}{ENTER}?token={token}", self.0.origin));
        Ok(())
    }

    /// The cookie for whoever has the token; `None` for all others. The token is used up, and the next link said.
    pub(crate) fn enter(&self, token: &str) -> Result<Option<String>, ServeError> {
        let given = digest(token);
        let session = secret()?;
        let fits = self.held(|held| {
            if held.token != given {
                return false;
            }
            held.token = [0; 32];
            held.sessions.push(digest(&session));
            if held.sessions.len() > SESSIONS {
                held.sessions.remove(0);
            }
            true
        });
        if !fits {
            return Ok(None);
        }
        self.link()?;
        Ok(Some(format!("{}={session}; Path=/; HttpOnly; SameSite=Strict", self.0.cookie)))
    }

    /// Whether a request carries a session's cookie.
    pub(crate) fn knows(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs =
            cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let own = pairs.find(|(name, _)| *name == self.0.cookie);
        own.is_some_and(|(_, value)| {
            let given = digest(value);
            self.held(|held| held.sessions.contains(&given))
        })
    }

    fn held<T>(&self, with: impl FnOnce(&mut Held) -> T) -> T {
        with(&mut self.0.held.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// 192 bits that nobody can guess, as hexadecimal digits.
fn secret() -> Result<String, ServeError> {
    let mut bytes = [0_u8; 24];
    getrandom::fill(&mut bytes).map_err(|why| ServeError::Chance(why.to_string()))?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}
