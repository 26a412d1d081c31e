//! What a page says of itself: its title, its publisher and its date of publication.

use factum_types::Period;
use html5gum::StartTag;

use super::jsonld;
use super::walk::attribute;
use crate::dates;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<Period>,
    pub(super) updated: Option<Period>,
    pub(super) byline: Option<String>,
    /// How trusted what gave the date is; 0 is the most.
    rank: usize,
}

/// Names of the date of publication in `meta` elements, the most trusted first.
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "date",
];
/// Names of the date of the last change.
const UPDATES: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
    "parsely-updated-date",
];
/// Names of who wrote it.
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
];
/// The rank of a date of JSON-LD: below the first of [`DATES`], above the rest.
const JSONLD: usize = 1;
/// The rank of the first `<time datetime>`: below all of [`DATES`].
const TIME: usize = 100;

impl Metadata {
    /// Takes note of a `meta` element.
    pub(super) fn meta(&mut self, tag: &StartTag<usize>) {
        let content = attribute(tag, b"content");
        let content = content.trim();
        if content.is_empty() {
            return;
        }
        for key in [b"property".as_slice(), b"name", b"itemprop"] {
            let name = attribute(tag, key).trim().to_ascii_lowercase();
            match name.as_str() {
                "og:title" => self.title = self.title.take().or_else(|| Some(folded(content))),
                "og:site_name" => self.publisher = Some(folded(content)),
                "dc.publisher" | "dcterms.publisher" | "publisher" => {
                    self.publisher = self.publisher.take().or_else(|| Some(folded(content)));
                }
                name if UPDATES.contains(&name) => {
                    self.updated = self.updated.or_else(|| dates::field(content));
                }
                name if AUTHORS.contains(&name) => self.author(content),
                name => {
                    if let Some(rank) = DATES.iter().position(|date| *date == name) {
                        self.date(dates::field(content), if rank == 0 { 0 } else { rank + JSONLD });
                    }
                }
            }
        }
    }

    /// Takes note of a name of who wrote it; an address or a program is none.
    fn author(&mut self, content: &str) {
        let name = folded(content);
        let name = ["By ", "by ", "BY "].iter().find_map(|by| name.strip_prefix(by)).unwrap_or(&name);
        let is_name = name.contains(' ') && name.len() <= 120 && !name.contains("://") && !name.contains('@');
        if is_name && self.byline.is_none() {
            self.byline = Some(name.to_owned());
        }
    }

    /// Takes note of the date of a `<time>`; `named` is what its class, its `itemprop` and those around it say.
    pub(super) fn time(&mut self, datetime: &str, named: &str) {
        let date = dates::field(datetime).filter(|period| period.as_day().is_some());
        let named = named.to_ascii_lowercase();
        if ["modified", "updated", "lastmod"].iter().any(|word| named.contains(word)) {
            self.updated = self.updated.or(date);
            return;
        }
        // what is said to be the publication's goes before what only comes first
        let said = named.contains("publish") || named.contains("pubdate");
        self.date(date, if said { TIME - 1 } else { TIME });
    }

    /// Takes note of a block of JSON-LD.
    pub(super) fn jsonld(&mut self, json: &str) {
        let Some(article) = jsonld::article(json) else { return };
        self.date(article.published.as_deref().and_then(dates::field), JSONLD);
        self.updated = article.updated.as_deref().and_then(dates::field).or(self.updated);
        let authors: Vec<String> =
            article.authors.iter().map(|name| folded(name)).filter(|n| n.contains(' ')).collect();
        if !authors.is_empty() {
            self.byline = Some(authors.join(", "));
        }
        self.title = self.title.take().or(article.headline);
        self.publisher = self.publisher.take().or(article.publisher);
    }

    /// The first of the most trusted dates stays.
    fn date(&mut self, date: Option<Period>, rank: usize) {
        if date.is_some() && (self.published.is_none() || rank < self.rank) {
            self.published = date;
            self.rank = rank;
        }
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
