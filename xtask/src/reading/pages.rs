//! `cargo xtask reading html`: main text, date and byline of pages beside trafilatura's, against hand-made truth.
//!
//! The news pages are of our own writing, in `bench/pages`; the documentation pages come out of Debian packages, and
//! their truth is the first and the last words of the main text.

use std::fs;
use std::path::PathBuf;

use factum::types::{BlockKind, Document};

use super::scores::{Score, mean, score, words};
use super::{documents, packages, peers};
use crate::process;

/// What a page truly says.
#[derive(Debug, Default, serde::Deserialize)]
struct Truth {
    file: String,
    title: String,
    text: Vec<String>,
    heads: Vec<String>,
    published: Option<String>,
    updated: Option<String>,
    byline: Option<String>,
    caption: Option<String>,
    credit: Option<String>,
}

/// Counts of right answers among those that there are to find.
#[derive(Debug, Default)]
struct Counted {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Counted {
    fn add(&mut self, found: Option<&str>, truth: Option<&str>) {
        match (found, truth) {
            (Some(found), Some(truth)) if same(found, truth) => self.right += 1,
            (None, None) => {}
            (None, Some(_)) => self.missed += 1,
            (Some(_), _) => self.wrong += 1,
        }
    }

    fn f1(&self) -> f64 {
        let share = |of: usize| self.right as f64 / of.max(1) as f64;
        Score { precision: share(self.right + self.wrong), recall: share(self.right + self.missed) }.f1()
    }
}

/// Whether two names or days have the same words, in any order and however they are joined.
fn same(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut words: Vec<String> = words(text).into_iter().filter(|word| word != "and").collect();
        words.sort();
        words
    };
    sorted(a) == sorted(b)
}

/// Reads both sets and prints the figures.
pub(crate) fn run(details: bool) -> anyhow::Result<()> {
    news(details)?;
    documentation(details)
}

fn news(details: bool) -> anyhow::Result<()> {
    let folder = process::root().join("bench/pages");
    let text = fs::read_to_string(folder.join("truth.jsonl"))?;
    let truths: Vec<Truth> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let paths: Vec<PathBuf> = truths.iter().map(|truth| folder.join(&truth.file)).collect();
    let theirs = peers::trafilatura(&paths)?;
    let (mut ours_f1, mut theirs_f1) = (Vec::new(), Vec::new());
    let [mut date, mut byline, mut updated, mut caption, mut credit, mut their_date, mut their_byline] =
        std::array::from_fn(|_| Counted::default());
    for (i, (truth, path)) in truths.iter().zip(&paths).enumerate() {
        let document = documents(&fs::read(path)?, &truth.file).into_iter().next().unwrap_or_default();
        let main: Vec<String> = truth.text.iter().chain(&truth.heads).flat_map(|text| words(text)).collect();
        let f1 = score(&words(&story(&document)), &main, 1).f1();
        if details && f1 < 0.99 {
            println!("{}: {f1:.3}", truth.file);
        }
        ours_f1.push(f1);
        let day = document.published.map(|published| published.date.to_string());
        if details && day.as_deref() != truth.published.as_deref()
            || details
                && document.byline.as_deref().is_none_or(|b| !same(b, truth.byline.as_deref().unwrap_or("")))
                && truth.byline.is_some()
        {
            println!("{}: {day:?} by {:?}", truth.file, document.byline);
        }
        date.add(day.as_deref(), truth.published.as_deref());
        byline.add(document.byline.as_deref(), truth.byline.as_deref());
        let changed =
            document.updated.map(|day| day.to_string()).filter(|changed| Some(changed) != day.as_ref());
        updated.add(changed.as_deref(), truth.updated.as_deref());
        caption.add(of_kind(&document, BlockKind::Caption).as_deref(), truth.caption.as_deref());
        credit.add(of_kind(&document, BlockKind::Credit).as_deref(), truth.credit.as_deref());
        if let Some(theirs) = theirs.as_ref().and_then(|theirs| theirs.get(i)) {
            theirs_f1.push(score(&words(&without(&theirs.text, truth)), &main, 1).f1());
            their_date.add(theirs.date.as_deref(), truth.published.as_deref());
            their_byline.add(theirs.author.as_deref(), truth.byline.as_deref());
        }
    }
    println!("{} news pages of our own writing, 18 layouts", truths.len());
    println!(
        "{:14} {:>9} {:>7} {:>7} {:>9} {:>9} {:>8}",
        "", "main text", "date", "byline", "updated", "caption", "credit"
    );
    println!(
        "{:14} {:>9.3} {:>7.3} {:>7.3} {:>9.3} {:>9.3} {:>8.3}",
        "factum",
        mean(&ours_f1),
        date.f1(),
        byline.f1(),
        updated.f1(),
        caption.f1(),
        credit.f1()
    );
    if theirs.is_some() {
        println!(
            "{:14} {:>9.3} {:>7.3} {:>7.3} {:>9} {:>9} {:>8}",
            "trafilatura",
            mean(&theirs_f1),
            their_date.f1(),
            their_byline.f1(),
            "-",
            "-",
            "-"
        );
    }
    Ok(())
}

fn documentation(details: bool) -> anyhow::Result<()> {
    let mut pages: Vec<(PathBuf, String, String)> = Vec::new();
    for row in packages::table("pages/packages.tsv")? {
        let [package, version, path, first, last] = row.as_slice() else { continue };
        if let Some(folder) = packages::unpacked(package, version)? {
            pages.push((folder.join(path), first.clone(), last.clone()));
        }
    }
    let paths: Vec<PathBuf> = pages.iter().map(|(path, ..)| path.clone()).collect();
    let theirs = peers::trafilatura(&paths)?;
    let (mut ours_f1, mut theirs_f1) = (Vec::new(), Vec::new());
    for (i, (path, first, last)) in pages.iter().enumerate() {
        let document = documents(&fs::read(path)?, "x.html").into_iter().next().unwrap_or_default();
        let Some(main) = between(&words(&document.text), &words(first), &words(last)) else {
            println!("{}: does not hold the words that begin and end its main text", path.display());
            continue;
        };
        let f1 = score(&words(&story(&document)), &main, 1).f1();
        ours_f1.push(f1);
        let their =
            theirs.as_ref().and_then(|theirs| theirs.get(i)).map(|t| score(&words(&t.text), &main, 1).f1());
        theirs_f1.extend(their);
        if details {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            println!("{name:44} {f1:.3} {:.3}", their.unwrap_or(0.0));
        }
    }
    println!(
        "{} documentation pages of Debian packages: main text, factum {:.3}",
        ours_f1.len(),
        mean(&ours_f1)
    );
    if !theirs_f1.is_empty() {
        println!("{:>53} {:.3}", "trafilatura", mean(&theirs_f1));
    }
    Ok(())
}

/// The words between the first place of some and the last of others, both included.
fn between(all: &[String], first: &[String], last: &[String]) -> Option<Vec<String>> {
    let start = all.windows(first.len()).position(|run| run == first)?;
    let end = all.windows(last.len()).rposition(|run| run == last)? + last.len();
    all.get(start..end).map(<[String]>::to_vec)
}

/// The paragraphs and headings of a page.
fn story(document: &Document) -> String {
    let kept = document.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Heading));
    kept.map(|block| block.span.of(&document.text)).collect::<Vec<_>>().join("\n")
}

/// All blocks of a kind; `None` where there are none.
fn of_kind(document: &Document, kind: BlockKind) -> Option<String> {
    let blocks: Vec<&str> =
        document.blocks.iter().filter(|b| b.kind == kind).map(|b| b.span.of(&document.text)).collect();
    (!blocks.is_empty()).then(|| blocks.join(" "))
}

/// A text without the lines that are the page's title, caption or credit, which the truth of the main text leaves out.
fn without(text: &str, truth: &Truth) -> String {
    let beside = [Some(&truth.title), truth.caption.as_ref(), truth.credit.as_ref()];
    let is_beside = |line: &&str| beside.iter().flatten().any(|beside| same(line, beside));
    text.lines().filter(|line| !is_beside(line)).collect::<Vec<_>>().join("\n")
}
