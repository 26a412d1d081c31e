//! Taking documents in: files of a form, or the example.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use factum::types::Period;
use tokio::sync::Semaphore;

use crate::assets;
use crate::desk::Desk;
use crate::guard::plain;
use crate::jobs::{File, take};
use crate::pages::failed;
use crate::problem::Problem;

/// How many requests may bring files at once; each may hold the largest file in memory.
static BRINGING: Semaphore = Semaphore::const_new(2);

/// How long files wait for their turn.
const TURN: Duration = Duration::from_secs(10);

/// Takes the files of a form.
pub(crate) async fn add(State(desk): State<Arc<Desk>>, form: Multipart) -> Response {
    let Ok(Ok(_permit)) = tokio::time::timeout(TURN, BRINGING.acquire()).await else {
        return plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "Other files are coming in; send these again in a moment.",
        );
    };
    match files(form).await {
        Ok(files) if files.is_empty() => failed(&desk, &Problem::wrong("No file was chosen."), false),
        Ok(files) => taken(&desk, files),
        Err(problem) => failed(&desk, &problem, false),
    }
}

fn taken(desk: &Arc<Desk>, files: Vec<File>) -> Response {
    match take(desk, files) {
        true => Redirect::to("/add").into_response(),
        false => {
            plain(StatusCode::SERVICE_UNAVAILABLE, "200 files wait already; try again when some are done.")
        }
    }
}

async fn files(mut form: Multipart) -> Result<Vec<File>, Problem> {
    let wrong = |e: axum::extract::multipart::MultipartError| Problem {
        status: e.status(),
        words: format!("the files did not come through: {}", e.body_text()),
        choose: false,
    };
    let (mut files, mut published, mut publisher) = (Vec::new(), None, None);
    while let Some(field) = form.next_field().await.map_err(wrong)? {
        let name = field.name().unwrap_or_default().to_owned();
        match (name.as_str(), field.file_name().map(str::to_owned)) {
            ("files", Some(file)) if !file.is_empty() => {
                let bytes = field.bytes().await.map_err(wrong)?.to_vec();
                files.push(File { name: named(&file), bytes, published: None, publisher: None });
            }
            ("published", None) => {
                let text = field.text().await.map_err(wrong)?;
                if !text.trim().is_empty() {
                    let day = text.trim().parse::<Period>().map_err(|_| {
                        Problem::wrong(format!(
                            "`{text}` is no day of publication; expected one like 2023-04-20"
                        ))
                    })?;
                    published = Some(day);
                }
            }
            ("publisher", None) => {
                let text = field.text().await.map_err(wrong)?;
                publisher = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
            }
            _ => {}
        }
    }
    for file in &mut files {
        file.published = published;
        file.publisher.clone_from(&publisher);
    }
    Ok(files)
}

/// A file's name as an address in the casebook: no folder of the sender's machine, nothing that leads elsewhere.
fn named(name: &str) -> String {
    let pieces = name.split(['/', '\\']).filter(|p| !p.is_empty() && *p != "." && *p != "..");
    let name = pieces.collect::<Vec<_>>().join("/");
    let name: String = name.chars().filter(|c| !c.is_control()).take(300).collect();
    if name.is_empty() { "unnamed".to_owned() } else { name }
}

/// Takes the documents of the example.
pub(crate) async fn example(State(desk): State<Arc<Desk>>) -> Response {
    let file =
        |(name, bytes)| File { name: format!("example/{name}"), bytes, published: None, publisher: None };
    taken(&desk, assets::example().into_iter().map(file).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        for (given, kept) in [
            ("../../etc/passwd", "etc/passwd"),
            ("C:\\cases\\a.txt", "C:/cases/a.txt"),
            ("/", "unnamed"),
            ("a\u{0}b\n.txt", "ab.txt"),
        ] {
            assert_eq!(named(given), kept);
        }
    }

    #[test]
    fn the_example_is_inside() {
        assert_eq!(assets::example().len(), 12);
    }
}
