//! Who may ask: the exact host and origin, with a session; and what every answer forbids the browser.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::session::Door;

/// What a page may do: run our script, wear our style, ask us; nothing else, and nothing of a document's.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// What an original may do: nothing.
pub const ORIGINAL_POLICY: &str = "sandbox; default-src 'none'";

/// The longest address that is answered, in bytes.
const LONGEST: usize = 4096;

/// Lets a request through that comes from our own pages, with a session; all others get a plain refusal.
pub(crate) async fn guard(State(door): State<Door>, request: Request, next: Next) -> Response {
    let answer = match refusal(&door, &request) {
        Some((status, why)) => plain(status, why),
        None => next.run(request).await,
    };
    forbid(answer)
}

/// Why a request is refused, where it is.
fn refusal(door: &Door, request: &Request) -> Option<(StatusCode, &'static str)> {
    let headers = request.headers();
    // a name that an attacker's server resolves to this machine is not our name
    if only(headers, &header::HOST) != Some(door.host()) || request.uri().authority().is_some() {
        return Some((StatusCode::MISDIRECTED_REQUEST, "This is not the address of these pages."));
    }
    if request.uri().path_and_query().is_some_and(|p| p.as_str().len() > LONGEST) {
        return Some((StatusCode::URI_TOO_LONG, "The address is too long; 4096 bytes are answered."));
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let foreign = (StatusCode::FORBIDDEN, "Another site may not ask these pages.");
    if headers.contains_key(header::ORIGIN) || !reads {
        // whatever changes something says where it comes from
        if only(headers, &header::ORIGIN) != Some(door.origin()) {
            return Some(foreign);
        }
    }
    if headers.contains_key("sec-fetch-site") {
        match headers.get("sec-fetch-site").and_then(|v| v.to_str().ok()) {
            Some("same-origin") => {}
            // typed by hand or taken from a bookmark
            Some("none") if reads => {}
            _ => return Some(foreign),
        }
    }
    let open = reads && (request.uri().path() == crate::session::ENTER);
    if !open && !door.knows(headers) {
        return Some((StatusCode::UNAUTHORIZED, "Open the link that `factum serve` printed."));
    }
    None
}

/// The value of a header that must stand exactly once.
fn only<'h>(headers: &'h HeaderMap, name: &header::HeaderName) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    match (all.next(), all.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

/// A refusal in words, without markup.
pub(crate) fn plain(status: StatusCode, words: &str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{words}\n")).into_response()
}

/// Sets what every answer forbids; an original's own, stricter policy stays.
fn forbid(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}
