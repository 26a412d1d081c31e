//! What surrounds every page: the sections with their counts, the search field, the times that were asked.

use std::sync::Arc;

use crate::asked::Asked;
use crate::desk::{Counts, Desk, Seen};
use crate::problem::Problem;
use crate::words::short;

/// A section of the navigation.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) href: String,
    pub(crate) name: &'static str,
    /// How much there is of it; empty where that is not known.
    pub(crate) count: String,
    pub(crate) here: bool,
}

/// The surroundings of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    pub(crate) title: String,
    pub(crate) casebook: String,
    pub(crate) path: String,
    pub(crate) asked: Asked,
    pub(crate) sections: Vec<Section>,
    /// What was asked beyond "all that is known now", in words, each with the address that leaves it out.
    pub(crate) limits: Vec<(String, String)>,
    /// How many removals and damaged documents the record is without.
    pub(crate) left_out: usize,
}

/// The sections: path, name, and how much there is.
type Counted = fn(&Counts) -> usize;
const SECTIONS: [(&str, &str, Option<Counted>); 13] = [
    ("/case", "Case", Some(|c| c.charges)),
    ("/people", "People", Some(|c| c.people)),
    ("/statements", "Statements", Some(|c| c.statements)),
    ("/conflicts", "Conflicts", Some(|c| c.conflicts)),
    ("/stale", "Overtaken", Some(|c| c.stale)),
    ("/gaps", "Gaps", Some(|c| c.gaps)),
    ("/watch", "Watch", None),
    ("/sources", "Sources", Some(|c| c.sources)),
    ("/changes", "Changes", None),
    ("/search", "Search", None),
    ("/review", "Review", Some(|c| c.doubts)),
    ("/add", "Add", None),
    ("/export", "Export", None),
];

impl Frame {
    /// Of a page of a view.
    pub(crate) fn new(desk: &Desk, asked: &Asked, path: &str, title: &str, seen: &Arc<Seen>) -> Frame {
        Frame::with(desk, asked, path, title, Some(seen.counts()))
    }

    /// Of a page that needs no view; it counts where the whole casebook fits into one.
    pub(crate) fn bare(desk: &Desk, asked: &Asked, path: &str, title: &str) -> Frame {
        let counts = desk.seen(asked).ok().map(|seen| seen.counts());
        Frame::with(desk, asked, path, title, counts)
    }

    /// Of a page that tells of a failure.
    pub(crate) fn failed(desk: &Desk, title: &str) -> Frame {
        Frame::with(desk, &Asked::default(), "/", title, None)
    }

    fn with(desk: &Desk, asked: &Asked, path: &str, title: &str, counts: Option<Counts>) -> Frame {
        let first = format!("/{}", path.split('/').nth(1).unwrap_or_default());
        let home = match first.as_str() {
            "/charges" => "/case",
            "/words" | "/facts" => "/sources",
            "/decisions" => "/review",
            other => other,
        };
        let section = |(to, name, of): &(&'static str, &'static str, Option<Counted>)| Section {
            href: asked.to(to),
            name,
            count: of.zip(counts).map(|(of, counts)| of(&counts).to_string()).unwrap_or_default(),
            here: *to == home,
        };
        Frame {
            title: title.to_owned(),
            casebook: short(&desk.settings.casebook.display().to_string()).to_owned(),
            path: path.to_owned(),
            asked: asked.clone(),
            sections: SECTIONS.iter().map(section).collect(),
            limits: limits(asked, path),
            left_out: counts.map_or(0, |counts| counts.left_out),
        }
    }

    /// The same page as JSON.
    pub(crate) fn twin(&self) -> String {
        self.asked.twin(&self.path)
    }

    /// An address of ours at the same times.
    pub(crate) fn to(&self, path: &str) -> String {
        self.asked.to(path)
    }

    /// The words that are looked for.
    pub(crate) fn q(&self) -> &str {
        self.asked.field("q")
    }
}

fn limits(asked: &Asked, path: &str) -> Vec<(String, String)> {
    let mut limits = Vec::new();
    let mut limit = |words: Option<String>, name: &str| {
        if let Some(words) = words {
            limits.push((words, asked.with(path, name, "")));
        }
    };
    limit(asked.as_of.map(|day| format!("as things stood on {day}")), "as_of");
    limit(asked.known_by.map(|day| format!("by what was published until {day}")), "known_by");
    limit(asked.added_by.map(|day| format!("by what this casebook held on {day}")), "added_by");
    limit(asked.person().map(|words| format!("only “{words}”")), "person");
    limits
}

/// A page and the view that it shows.
pub(crate) fn framed(
    desk: &Desk,
    asked: &Asked,
    path: &str,
    title: &str,
) -> Result<(Frame, Arc<Seen>), Problem> {
    let seen = desk.seen(asked)?;
    Ok((Frame::new(desk, asked, path, title, &seen), seen))
}
