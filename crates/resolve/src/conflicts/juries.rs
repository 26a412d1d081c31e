//! How a jury is said to have been divided: "11 to 1 for acquitting him", "8-4 for conviction".

use std::collections::BTreeSet;

use factum_types::TokenRange;

use super::clash::{Claim, What};
use super::numbers::whole;
use super::whom::Whom;
use crate::scene::Scene;

/// Of how many jurors, and how many would have acquitted, where that is said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Split {
    most: u64,
    least: u64,
    acquit: Option<u64>,
}

impl Split {
    pub(super) fn excludes(&self, other: &Split) -> bool {
        let apart = matches!((self.acquit, other.acquit), (Some(a), Some(b)) if a != b);
        self.most + self.least == other.most + other.least && (self.most != other.most || apart)
    }
}

/// The one division that a statement tells; none of one that was the first, or of one of several counts or ballots.
pub(super) fn split(scene: &Scene<'_>, within: &TokenRange) -> Option<Claim> {
    let words: Vec<&str> = within.clone().map(|i| scene.lower(i)).collect();
    let one_of_many = |w: &&&str| {
        matches!(
            **w,
            "first"
                | "last"
                | "final"
                | "initially"
                | "eventually"
                | "early"
                | "earlier"
                | "later"
                | "began"
                | "count"
                | "counts"
                | "ballot"
                | "round"
                | "once"
                | "then"
                | "not"
                | "n't"
                | "if"
        )
    };
    if words.iter().any(|w| one_of_many(&w)) {
        return None;
    }
    let pair = |i: usize| {
        let (from, to) = (whole(scene, i)?, whole(scene, i + 2)?);
        let hours = i > within.start && matches!(scene.lower(i - 1), "from" | "between" | "rose" | "fell");
        let joined = !hours && matches!(scene.lower(i + 1), "to" | "-" | "–");
        let jury = matches!(from + to, 6 | 12);
        (joined && jury && i + 2 < within.end).then_some((i, from, to))
    };
    let mut pairs = within.clone().filter(|i| i + 2 < within.end).filter_map(pair);
    let (at, from, to) = pairs.next().filter(|_| pairs.next().is_none())?;
    let side = words.iter().find_map(|w| match *w {
        w if w.starts_with("acquit") || w == "innocent" => Some(true),
        w if w.starts_with("convict") || w == "guilty" => Some(false),
        _ => None,
    });
    let of_jury = side.is_some() || words.iter().any(|w| w.starts_with("jur") || *w == "panel");
    let acquit = side.map(|acquits| if acquits { from } else { to });
    of_jury.then(|| Claim {
        about: Whom::Missing,
        what: What::Split(Split { most: from.max(to), least: from.min(to), acquit }),
        denied: false,
        setting: BTreeSet::new(),
        words: scene.folded(scene.span(&(at..at + 3))),
    })
}
