//! From an address to a page: one table, and for every page its twin as JSON.

mod adds;
mod case;
mod changes;
mod charge;
mod conflicts;
mod decisions;
mod exports;
mod facts;
mod gaps;
mod people;
mod review;
mod search;
mod source;
mod statements;
pub(crate) mod step;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};

use crate::asked::Asked;
use crate::desk::{Desk, PATIENCE};
use crate::frame::Frame;
use crate::guard::plain;
use crate::problem::Problem;

/// What is shown: one value, from which both forms are made.
pub(crate) trait Page {
    /// As HTML.
    fn html(&self) -> Result<String, askama::Error>;
    /// As JSON.
    fn json(&self) -> Value;
    /// The same as text.
    fn json_text(&self) -> String {
        self.json().to_string()
    }
}

/// What a page is made of.
pub(crate) struct Question<'q> {
    pub(crate) desk: &'q Desk,
    pub(crate) asked: &'q Asked,
    /// The path, without `.json`.
    pub(crate) path: &'q str,
    /// Its pieces behind the first.
    pub(crate) rest: Vec<&'q str>,
    /// Whether the twin is asked for: nothing is put into words that only the page shows.
    pub(crate) is_json: bool,
}

impl Question<'_> {
    /// The surroundings of a page that needs no view.
    fn frame(&self, title: &str) -> Frame {
        match self.is_json {
            true => Frame::default(),
            false => Frame::bare(self.desk, self.asked, self.path, title),
        }
    }
}

type Made = Result<Box<dyn Page>, Problem>;
type Make = fn(&Question<'_>) -> Made;

/// The pages by the first piece of their path, and how many pieces follow it.
const PAGES: [(&str, usize, Make); 20] = [
    ("case", 0, case::page),
    ("charges", 1, charge::page),
    ("people", 0, people::all),
    ("people", 1, people::one),
    ("statements", 0, statements::page),
    ("conflicts", 0, conflicts::page),
    ("stale", 0, conflicts::stale),
    ("gaps", 0, gaps::page),
    ("watch", 0, gaps::watch),
    ("sources", 0, source::all),
    ("sources", 1, source::one),
    ("sources", 2, step::page),
    ("changes", 0, changes::page),
    ("words", 2, facts::words),
    ("facts", 1, facts::one),
    ("search", 0, search::page),
    ("review", 0, review::page),
    ("decisions", 0, decisions::page),
    ("add", 0, adds::page),
    ("export", 0, exports::page),
];

/// The pages that need nothing but their path.
pub const PATHS: [&str; 14] = [
    "/case",
    "/people",
    "/statements",
    "/conflicts",
    "/stale",
    "/gaps",
    "/watch",
    "/sources",
    "/changes",
    "/search",
    "/review",
    "/decisions",
    "/add",
    "/export",
];

#[derive(Template)]
#[template(path = "problem.html")]
struct Failure<'p> {
    f: Frame,
    problem: &'p Problem,
}

/// Answers with a page or its twin.
pub(crate) async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path == "/" {
        return Redirect::to("/case").into_response();
    }
    let query = request.uri().query().unwrap_or_default().to_owned();
    let is_json = path.ends_with(".json");
    let work = move || {
        let path = path.strip_suffix(".json").unwrap_or(&path);
        let page = Asked::parse(&query).and_then(|asked| make(&desk, &asked, path, is_json));
        match page.and_then(|page| Ok(if is_json { line(page.json_text()) } else { page.html()? })) {
            Ok(text) => whole(StatusCode::OK, is_json, text),
            Err(problem) => failed(&desk, &problem, is_json),
        }
    };
    match tokio::time::timeout(PATIENCE, tokio::task::spawn_blocking(work)).await {
        Ok(Ok(response)) => response,
        Err(_) => later(is_json),
        // a fault of ours in one page must not end the others
        Ok(Err(_)) => {
            plain(StatusCode::INTERNAL_SERVER_ERROR, "This page could not be made: a fault of Factum.")
        }
    }
}

/// The answer to what takes longer than a second: it goes on being made, and whoever asks again finds it.
fn later(is_json: bool) -> Response {
    let words = "This takes longer than a second. It goes on being put together; ask again in a moment.";
    let mut answer = match is_json {
        true => whole(StatusCode::SERVICE_UNAVAILABLE, true, line(json!({"error": words}).to_string())),
        false => plain(StatusCode::SERVICE_UNAVAILABLE, words),
    };
    // a browser asks again by itself
    for name in [header::RETRY_AFTER, header::REFRESH] {
        answer.headers_mut().insert(name, HeaderValue::from_static("2"));
    }
    answer
}

fn make(desk: &Desk, asked: &Asked, path: &str, is_json: bool) -> Made {
    let pieces: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let found = pieces.split_first().and_then(|(first, rest)| {
        let fits = |(name, n, _): &&(&str, usize, Make)| name == first && *n == rest.len();
        PAGES.iter().find(fits).map(|(_, _, make)| (make, rest.to_vec()))
    });
    let Some((make, rest)) = found else {
        return Err(Problem::missing(format!("There is no page {path}.")));
    };
    make(&Question { desk, asked, path, rest, is_json })
}

/// A failure as a page, or as JSON.
pub(crate) fn failed(desk: &Desk, problem: &Problem, is_json: bool) -> Response {
    if is_json {
        return whole(problem.status, true, line(json!({"error": problem.words}).to_string()));
    }
    match (Failure { f: Frame::failed(desk, problem.title()), problem }).render() {
        Ok(text) => whole(problem.status, false, text),
        Err(_) => plain(problem.status, &problem.words),
    }
}

fn line(mut text: String) -> String {
    text.push('\n');
    text
}

fn whole(status: StatusCode, is_json: bool, text: String) -> Response {
    let kind = if is_json { "application/json" } else { "text/html; charset=utf-8" };
    (status, [(header::CONTENT_TYPE, kind)], text).into_response()
}

/// An outcome as it is shown, as JSON.
fn latest_json(latest: &crate::words::Latest) -> Value {
    json!({
        "defendant": latest.person,
        "offence": latest.offence,
        "words": latest.chip.words,
        "state": latest.chip.class,
        "standing": latest.rest,
    })
}
