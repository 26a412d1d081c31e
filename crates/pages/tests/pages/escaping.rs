//! Hostile words in every field reach the pages as text; the same list runs in a real browser by `cargo xtask pages`.

use crate::support::{Pages, Words};
use axum::http::StatusCode;
use factum_pages::PATHS;

const PAYLOADS: &str = include_str!("../../../../e2e/payloads.txt");

#[tokio::test(flavor = "multi_thread")]
async fn forty_payloads_in_every_field_are_text() {
    let payloads: Vec<&str> = PAYLOADS.lines().collect();
    assert_eq!(payloads.len(), 40);
    let stories: Vec<Words> =
        payloads.iter().enumerate().map(|(n, p)| Words::all(&format!("{n}.txt"), p)).collect();
    let pages = Pages::of(&stories).await;
    let plain = Pages::of(&[]).await;
    let mut paths: Vec<String> = PATHS.iter().map(|p| (*p).to_owned()).collect();
    let sources = pages.get("/sources.json").await.json();
    for source in sources["sources"].as_array().unwrap() {
        paths.push(format!("/sources/{}", source["id"].as_str().unwrap().trim_start_matches("sha256:")));
    }
    paths.push("/search?q=boom".to_owned());
    paths.push("/search?q=%3Cscript%3Eboom()%3C/script%3E".to_owned());
    let allowed = tags(&plain.get("/case").await.body);
    for path in &paths {
        let page = pages.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        for tag in tags(&page.body) {
            let ours = [
                "a",
                "article",
                "aside",
                "b",
                "blockquote",
                "br",
                "button",
                "cite",
                "circle",
                "code",
                "dd",
                "details",
                "div",
                "dl",
                "dt",
                "form",
                "h1",
                "h2",
                "h3",
                "h4",
                "input",
                "kbd",
                "label",
                "li",
                "line",
                "mark",
                "noscript",
                "ol",
                "option",
                "p",
                "progress",
                "rect",
                "s",
                "section",
                "select",
                "small",
                "span",
                "summary",
                "svg",
                "table",
                "tbody",
                "td",
                "text",
                "th",
                "thead",
                "title",
                "tr",
                "ul",
            ];
            assert!(allowed.contains(&tag) || ours.contains(&tag.as_str()), "{path} has an element <{tag}>");
        }
        assert_eq!(page.body.matches("<script").count(), 1, "{path}: only our own script");
        assert!(!page.body.contains(" style="), "{path}: no style in the page");
        let attributes = page.body.split('<').filter_map(|piece| piece.split('>').next());
        for piece in attributes.filter(|p| !p.starts_with('/')) {
            // outside of quoted values no attribute is an event's
            let bare: String = piece.split('"').step_by(2).collect::<Vec<_>>().join(" ");
            assert!(!bare.contains(" on"), "{path}: <{piece}>");
            assert!(!piece.contains("href=\"javascript"), "{path}: <{piece}>");
        }
    }
}

/// The names of the elements of a page.
fn tags(html: &str) -> Vec<String> {
    let pieces = html.split('<').skip(1).filter(|p| p.starts_with(|c: char| c.is_ascii_alphabetic()));
    let mut names: Vec<String> =
        pieces.map(|p| p.chars().take_while(|c| c.is_ascii_alphanumeric()).collect()).collect();
    names.sort();
    names.dedup();
    names
}
