//! What is handed out as a file: originals, which can do nothing, and exports; and the way in.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use factum::export::{Format, export as form};

use crate::asked::{Asked, pairs};
use crate::desk::Desk;
use crate::guard::{ORIGINAL_POLICY, plain};
use crate::pages::failed;
use crate::problem::Problem;
use crate::session::Door;
use crate::words::short;

/// Exchanges the launch token for a session's cookie, once.
pub(crate) async fn enter(State(door): State<Door>, request: Request) -> Response {
    // a browser that fetches ahead must not use the token up
    let ahead = request.headers().contains_key("sec-purpose") || *request.method() != Method::GET;
    let query = pairs(request.uri().query().unwrap_or_default());
    let token = query.iter().find(|(name, _)| name == "token").map(|(_, value)| value.as_str());
    let used = "This link was used already, or is none of ours. `factum serve` prints a new one whenever one was used.";
    match token.filter(|_| !ahead).map(|token| door.enter(token)) {
        Some(Ok(Some(cookie))) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, "/case".to_owned()), (header::SET_COOKIE, cookie)])
                .into_response()
        }
        Some(Err(error)) => plain(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        _ => plain(StatusCode::FORBIDDEN, used),
    }
}

/// The forms of an export: name in the address, format, name of the file, type, and what it is.
pub(crate) const FORMS: [(&str, Format, &str, &str, &str); 9] = [
    ("html", Format::Html, "chronology.html", "text/html", "A chronology as one page, to print or send"),
    ("docx", Format::Docx, "chronology.docx", DOCX, "The chronology for a word processor"),
    ("charges-csv", Format::ChargesCsv, "charges.csv", "text/csv", "A table with one row a charge"),
    ("facts-csv", Format::FactsCsv, "facts.csv", "text/csv", "A table with one row a fact and source"),
    ("cases-csv", Format::CasesCsv, "cases.csv", "text/csv", "A table with one row a defendant"),
    ("json", Format::Json, "case.json", "application/json", "The whole record as JSON"),
    ("ftm", Format::FollowTheMoney, "entities.ftm.jsonl", "application/jsonl", "FollowTheMoney entities"),
    ("annotations", Format::Annotations, "annotations.json", "application/json", "W3C web annotations"),
    ("timelinejs", Format::TimelineJs, "timeline.json", "application/json", "A timeline for TimelineJS"),
];

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The record in a form for others, at the times asked; names are withheld unless asked for.
pub(crate) async fn export(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let work = move || match exported(&desk, &name, &query) {
        Ok((bytes, file, kind)) => attached(bytes, file, kind),
        Err(problem) => failed(&desk, &problem, false),
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| fault())
}

fn exported(desk: &Desk, name: &str, query: &str) -> Result<(Vec<u8>, &'static str, &'static str), Problem> {
    let asked = Asked::parse(query)?;
    let known = || Problem::missing(format!("There is no export named {name}."));
    let (_, format, file, kind, _) = FORMS.iter().find(|(own, ..)| *own == name).ok_or_else(known)?;
    let view = desk.seen(&asked)?.view.clone();
    let (view, withheld) = match asked.text("names") {
        Some("all") => (view, Vec::new()),
        _ => view.withholding(),
    };
    Ok((form(&view, &withheld, *format).map_err(Problem::ours)?, file, kind))
}

/// The bytes of a source as they came.
pub(crate) async fn original(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    let work = move || {
        let hash = format!("sha256:{id}");
        let found = desk.write(|casebook| {
            let held = casebook.document_at(&hash)?;
            Ok((casebook.bytes(&hash)?, held.document.path))
        });
        match found {
            Ok((bytes, path)) => attached(bytes, &path, "application/octet-stream"),
            Err(problem) => failed(&desk, &problem, false),
        }
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| fault())
}

fn fault() -> Response {
    plain(StatusCode::INTERNAL_SERVER_ERROR, "A fault of Factum.")
}

/// A file to be saved; a browser that opens it all the same runs nothing of it.
fn attached(bytes: Vec<u8>, name: &str, kind: &str) -> Response {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = short(name).chars().map(|c| if safe(c) { c } else { '_' }).collect();
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CONTENT_SECURITY_POLICY, ORIGINAL_POLICY.to_owned()),
    ];
    (headers, bytes).into_response()
}
