//! A chronology as one page: no script, no request, nothing of a document taken for markup.

use std::fmt::Write as _;

use factum_record::{Cite, Reason, View};

use super::rows::{entry_words, name};
use super::{differ_in, withheld_words};
use crate::words::fold;

const STYLE: &str = "\
body{font:16px/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
h1,h2{font-family:system-ui,sans-serif;line-height:1.2}h2{margin-top:2.5rem}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ccc}\
th{font-family:system-ui,sans-serif;font-size:.85rem}td:first-child{white-space:nowrap}\
blockquote{margin:.3rem 0;padding-left:.8rem;border-left:3px solid #d9a400}mark{background:#fff3bf;color:inherit}\
cite{font-size:.85rem;font-style:normal;color:#555}.open{color:#8a4b00}\
@media(prefers-color-scheme:dark){body{background:#151515;color:#e8e8e8}cite{color:#aaa}mark{background:#4a3d00}.open{color:#ffb454}}";

/// Text as HTML text, also within attributes; control characters are shown, not sent.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            // bidirectional controls could make a quote read otherwise than it stands
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
                out.push('\u{fffd}')
            }
            c => out.push(c),
        }
    }
    out
}

/// The page.
pub(super) fn page(view: &View, withheld: &[Reason]) -> String {
    let mut out = String::new();
    let mut put = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    put("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
    put(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
    );
    put(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Case chronology</title>",
    );
    put(&format!("<style>{STYLE}</style>\n</head>\n<body>\n<h1>Case chronology</h1>"));
    put(&format!("<p>{}</p>", escaped(&head(view))));
    let withheld = withheld_words(withheld);
    if !withheld.is_empty() {
        put(&format!("<p>{}</p>", escaped(&withheld)));
    }
    put(&charges(view));
    put(&chronology(view));
    put(&statements(view));
    put(&conflicts(view));
    put(&stale(view));
    put(&sources(view));
    put("</body>\n</html>");
    out
}

/// What was asked of which documents.
pub(super) fn head(view: &View) -> String {
    let mut text = match view.sources.len() {
        1 => "By one document".to_owned(),
        n => format!("By {n} documents"),
    };
    let dates: Vec<String> = view.sources.iter().filter_map(|s| Some(s.published?.to_string())).collect();
    if let (Some(first), Some(last)) = (dates.first(), dates.last()) {
        let _ = write!(text, ", published {first} to {last}");
    }
    if let Some(day) = view.ask.as_of {
        let _ = write!(text, "; as of {day}");
    }
    if let Some(day) = view.ask.known_by {
        let _ = write!(text, "; by what was published until {day}");
    }
    text.push('.');
    for left_out in &view.left_out {
        let _ = write!(text, " Not in it: {left_out}.");
    }
    text
}

fn quote(cite: &Cite) -> String {
    format!(
        "<blockquote>“<mark>{}</mark>” <cite>{}</cite></blockquote>",
        escaped(&fold(&cite.quote)),
        escaped(&place(cite))
    )
}

/// Publisher, day, and where in which document.
pub(super) fn place(cite: &Cite) -> String {
    let mut parts: Vec<String> = cite.source.publisher.iter().cloned().collect();
    parts.extend(cite.source.published.map(|p| p.to_string()));
    parts.push(cite.told());
    parts.join(", ")
}

fn charges(view: &View) -> String {
    let mut out =
        "<h2>Charges</h2>\n<table>\n<tr><th>Defendant</th><th>Offence</th><th>Latest status</th></tr>\n"
            .to_owned();
    for at in 0..view.charges.len() {
        let Some(outcome) = view.outcome(at) else { continue };
        let class = if outcome.found { "" } else { " class=\"open\"" };
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td{class}>{}</td></tr>",
            escaped(&outcome.person),
            escaped(outcome.offence()),
            escaped(&outcome.standing())
        );
    }
    out.push_str("</table>");
    out
}

fn chronology(view: &View) -> String {
    let mut out =
        "<h2>Chronology</h2>\n<table>\n<tr><th>When</th><th>What, and its words</th></tr>\n".to_owned();
    for entry in &view.timeline {
        let quotes: String = entry.witnesses.iter().map(quote).collect();
        let words = escaped(&entry_words(view, &entry.what));
        let _ =
            writeln!(out, "<tr><td>{}</td><td>{words}{quotes}</td></tr>", escaped(&entry.held.to_string()));
    }
    out.push_str("</table>");
    out
}

fn statements(view: &View) -> String {
    let mut out = "<h2>Statements</h2>\n".to_owned();
    for saying in &view.statements {
        let speaker = match name(view, saying.speaker) {
            "" => fold(&saying.speaker_text),
            name => name.to_owned(),
        };
        let hands: Vec<String> = saying.hands().map(fold).collect();
        let through =
            if hands.is_empty() { String::new() } else { format!(", through: {}", hands.join(" → ")) };
        let act =
            saying.answer.map_or_else(|| saying.act.as_str().to_owned(), |a| a.as_str().replace('_', " "));
        let words = escaped(&format!("{speaker} ({act}, {}){through}", saying.mode.as_str()));
        let quotes: String = saying
            .content
            .iter()
            .chain(saying.witnesses.first().filter(|_| saying.content.is_empty()))
            .map(quote)
            .collect();
        let _ = writeln!(out, "<p>{words}</p>{quotes}");
    }
    out
}

fn conflicts(view: &View) -> String {
    let mut out = "<h2>Accounts that cannot both hold</h2>\n".to_owned();
    for clash in &view.conflicts {
        let charge = clash.charge.and_then(|at| view.outcome(at));
        let charge = charge.map(|o| format!(" [latest: {}]", o.standing())).unwrap_or_default();
        let about = escaped(&fold(&clash.about));
        let _ = writeln!(out, "<p>{about} ({}){}</p>", differ_in(clash), escaped(&charge));
        let heaps = clash.heaps();
        for (at, heap) in heaps.iter().enumerate() {
            if at > 0 && clash.sides.len() > heaps.len() {
                out.push_str("<p>against</p>\n");
            }
            for side in *heap {
                let quotes: String = side.cites.iter().map(quote).collect();
                let _ = writeln!(out, "<p>– {}</p>{quotes}", escaped(&fold(&side.says)));
            }
        }
    }
    out
}

fn stale(view: &View) -> String {
    let mut out = "<h2>Sentences overtaken since they were published</h2>\n".to_owned();
    for stale in &view.stale {
        let note = view.note(stale).unwrap_or_default();
        let _ = writeln!(out, "{}<p>Suggested note: {}</p>", quote(&stale.claim), escaped(&note));
    }
    out
}

fn sources(view: &View) -> String {
    let mut out = "<h2>Sources</h2>\n<table>\n<tr><th>Published</th><th>Document</th></tr>\n".to_owned();
    for source in &view.sources {
        let title = source.title.as_deref().map(|t| format!("{}. ", fold(t))).unwrap_or_default();
        let publisher = source.publisher.as_deref().map(|p| format!("{p}. ")).unwrap_or_default();
        let text = escaped(&format!("{title}{publisher}{}", source.path));
        let day = source.published.map_or_else(|| "not stated".to_owned(), |p| p.to_string());
        let _ =
            writeln!(out, "<tr><td>{day}</td><td>{text}<br><cite>{}</cite></td></tr>", escaped(&source.id));
    }
    out.push_str("</table>");
    out
}
