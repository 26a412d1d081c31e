//! The texts that conformance and speed are measured on: our own, and public corpora beside the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::process;

/// One text, in the form that the engines read a line at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Text {
    /// Its kind and its name, as in `timeml/wsj_0001`.
    pub(crate) id: String,
    /// The text itself.
    pub(crate) text: String,
}

/// How to read one kind of text: its name, the folder or file, and its reader.
struct Kind {
    name: &'static str,
    place: &'static str,
    read: fn(&Path) -> anyhow::Result<Vec<Text>>,
}

/// The corpora lie beside the repository, are never part of it, and may be absent.
const KINDS: [Kind; 7] = [
    Kind { name: "own", place: "examples", read: plain },
    Kind { name: "golden", place: "crates/analyze/tests/golden", read: lines },
    Kind { name: "timeml", place: "../shared/corpora/timeml", read: timeml },
    Kind { name: "polnear", place: "../shared/corpora/polnear", read: plain },
    Kind { name: "releases", place: "../shared/corpora/oc-cases", read: plain },
    Kind { name: "incidents", place: "../shared/corpora/incidents", read: lines },
    Kind { name: "violence", place: "../shared/corpora/gvdb/dev.tsv", read: table },
];

/// A line of a JSONL file; corpora call the text by one of two names.
#[derive(Deserialize)]
struct Line {
    id: Option<String>,
    #[serde(alias = "content")]
    text: Option<String>,
}

/// Every kind that is there, with at most `limit` of its texts, taken evenly over the whole.
pub(crate) fn gather(limit: usize) -> anyhow::Result<BTreeMap<&'static str, Vec<Text>>> {
    let mut all = BTreeMap::new();
    for kind in &KINDS {
        let place = process::root().join(kind.place);
        if !place.exists() {
            continue;
        }
        let mut texts = (kind.read)(&place).with_context(|| format!("cannot read {}", place.display()))?;
        texts.retain(|text| !text.text.trim().is_empty());
        if !texts.is_empty() {
            let texts = evenly(texts, limit).into_iter();
            all.insert(
                kind.name,
                texts.map(|text| Text { id: format!("{}/{}", kind.name, text.id), ..text }).collect(),
            );
        }
    }
    Ok(all)
}

/// The paragraphs of a text: what stands between blank lines, or its lines where it has no blank one.
/// A block that Factum analyzes is mostly one of them.
pub(crate) fn paragraphs(text: &Text) -> impl Iterator<Item = Text> {
    let between = if text.text.contains("\n\n") { "\n\n" } else { "\n" };
    let parts = text.text.split(between).filter(|part| !part.trim().is_empty()).enumerate();
    parts.map(|(n, part)| Text { id: format!("{}#{n}", text.id), text: part.to_owned() })
}

/// Writes texts as JSONL.
pub(crate) fn write(texts: &[Text], path: &Path) -> anyhow::Result<()> {
    let lines: Result<Vec<String>, _> = texts.iter().map(serde_json::to_string).collect();
    fs::write(path, lines?.join("\n") + "\n").with_context(|| format!("cannot write {}", path.display()))
}

/// At most `limit` of the values, at equal distances.
fn evenly<T>(values: Vec<T>, limit: usize) -> Vec<T> {
    let (n, limit) = (values.len(), limit.max(1));
    let kept = |i: &usize| n <= limit || (i * limit) / n != ((i + 1) * limit) / n;
    values.into_iter().enumerate().filter(|(i, _)| kept(i)).map(|(_, value)| value).collect()
}

/// The files below a folder that end in `extension`, in the order of their paths.
fn files(folder: &Path, extension: &str) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Every text file of a folder, as it stands; a byte that is not UTF-8 becomes the replacement character.
fn plain(folder: &Path) -> anyhow::Result<Vec<Text>> {
    let read = |path: PathBuf| {
        let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        Ok(Text { id: name(folder, &path), text })
    };
    files(folder, "txt")?.into_iter().map(read).collect()
}

/// The `TEXT` element of each TimeML file, its markup taken away.
fn timeml(folder: &Path) -> anyhow::Result<Vec<Text>> {
    let read = |path: PathBuf| {
        let xml = fs::read_to_string(&path)?;
        let (_, rest) = xml.split_once("<TEXT>").context("no <TEXT>")?;
        let (body, _) = rest.split_once("</TEXT>").context("no </TEXT>")?;
        Ok(Text { id: name(folder, &path), text: without_markup(body) })
    };
    files(folder, "tml")?.into_iter().map(read).collect()
}

/// Every JSONL file of a folder whose lines carry a text.
fn lines(folder: &Path) -> anyhow::Result<Vec<Text>> {
    let mut texts = Vec::new();
    for path in files(folder, "jsonl")? {
        texts.extend(parse(&fs::read_to_string(&path)?).with_context(|| path.display().to_string())?);
    }
    Ok(texts)
}

/// The texts of JSONL; lines without a text are left out, and a line without a name gets its number.
pub(crate) fn parse(jsonl: &str) -> anyhow::Result<Vec<Text>> {
    let mut texts = Vec::new();
    for (n, line) in jsonl.lines().enumerate() {
        let line: Line = serde_json::from_str(line).with_context(|| format!("line {}", n + 1))?;
        texts.extend(line.text.map(|text| Text { id: line.id.unwrap_or_else(|| n.to_string()), text }));
    }
    Ok(texts)
}

/// The column "Full text" of a table with tabs and a heading.
fn table(path: &Path) -> anyhow::Result<Vec<Text>> {
    let content = fs::read_to_string(path)?;
    let mut rows = content.lines().map(|row| row.split('\t'));
    let mut heading = rows.next().context("an empty table")?;
    let column = heading.position(|cell| cell == "Full text").context("no column `Full text`")?;
    let text = |(n, mut row): (usize, std::str::Split<'_, char>)| {
        row.nth(column).map(|cell| Text { id: n.to_string(), text: cell.to_owned() })
    };
    Ok(rows.enumerate().filter_map(text).collect())
}

/// What is left of XML content without its tags, its five entities resolved.
fn without_markup(xml: &str) -> String {
    let mut text = String::with_capacity(xml.len());
    for (n, piece) in xml.split('<').enumerate() {
        text.push_str(if n == 0 { piece } else { piece.split_once('>').map_or("", |(_, rest)| rest) });
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    entities.into_iter().fold(text, |text, (entity, plain)| text.replace(entity, plain))
}

/// A file's name within its folder, without its extension.
fn name(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).with_extension("").display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_entities_resolve() {
        let xml = "\nHe was <EVENT eid=\"e1\">held</EVENT> &amp; <TIMEX3 value=\"2020\">then</TIMEX3> freed &lt;b&gt;.";
        assert_eq!(without_markup(xml), "\nHe was held & then freed <b>.");
    }

    #[test]
    fn a_limit_takes_from_the_whole() {
        assert_eq!(evenly((0..10).collect(), 3).len(), 3);
        assert_eq!(evenly((0..10).collect(), 10), (0..10).collect::<Vec<_>>());
        assert_eq!(evenly(vec![7, 8], 5), [7, 8]);
        assert!(evenly((0..100).collect(), 4).last().is_some_and(|last| *last >= 75));
    }

    #[test]
    fn paragraphs_are_slices_between_blank_lines_or_else_lines() {
        let cut = |text: &str| -> Vec<String> {
            let text = Text { id: "a".into(), text: text.into() };
            paragraphs(&text).map(|part| format!("{}: {}", part.id, part.text)).collect()
        };
        assert_eq!(cut("One.\nStill one.\n\n\n\nTwo. "), ["a#0: One.\nStill one.", "a#1: Two. "]);
        assert_eq!(cut("One.\nTwo.\n"), ["a#0: One.", "a#1: Two."]);
    }
}
