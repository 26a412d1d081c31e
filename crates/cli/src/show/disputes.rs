//! Accounts that cannot both hold, and sentences that have stopped being true.

use std::io;

use factum::record::{StaleKind, View};
use factum::types::ConflictKind;
use factum::words::fold;

use super::paper::{Ink, Paper, count};
use super::sources::small;

/// Both sides of every conflict; neither is picked.
pub(super) fn conflicts(view: &View, paper: &mut Paper<'_>) -> io::Result<()> {
    paper.section("Conflicts", &count(view.conflicts.len(), "conflict", "conflicts"))?;
    for clash in &view.conflicts {
        let kind = match clash.kind {
            ConflictKind::Direct => "these cannot both hold",
            ConflictKind::Characterization => "one thing under two names",
            ConflictKind::Variance if clash.is_of_one_source() => "the source says both",
            ConflictKind::Variance if clash.what != "statements" => "the sources differ",
            ConflictKind::Variance => "the accounts differ",
        };
        paper.text(2, None, &format!("{} ({}): {kind}", fold(&clash.about), clash.what))?;
        let heaps = clash.heaps();
        for (at, heap) in heaps.iter().enumerate() {
            // two accounts need no word between them
            if at > 0 && clash.sides.len() > heaps.len() {
                paper.text(4, None, "against")?;
            }
            for side in *heap {
                paper.text(6, None, &format!("- {}", fold(&side.says)))?;
                for cite in &side.cites {
                    paper.quote(8, cite)?;
                }
            }
        }
    }
    if view.conflicts.is_empty() {
        paper.text(2, None, "None.")?;
    }
    Ok(())
}

/// Published sentences that a later step overtook.
pub(super) fn stale(view: &View, paper: &mut Paper<'_>) -> io::Result<()> {
    paper.section("Stale", &count(view.stale.len(), "sentence overtaken", "sentences overtaken"))?;
    for stale in &view.stale {
        let Some(standing) = view.charges.get(stale.charge) else { continue };
        let (name, offence) = (
            view.people.get(standing.person).map_or("", |p| p.name.as_str()),
            standing.offence.as_deref().unwrap_or("offence not stated"),
        );
        let kind = match stale.kind {
            StaleKind::Open => "says that the charge is open",
            StaleKind::Exposure => "says that a punishment threatens",
            StaleKind::Planned => "says what is to come",
            StaleKind::Ended => "says that the charge has ended",
            StaleKind::Held => "says that somebody is in custody",
            StaleKind::AtLarge => "says that somebody is at large",
        };
        paper.text(2, Some(Ink::Note), &format!("{name}, {offence}: a sentence {kind}"))?;
        paper.quote(6, &stale.claim)?;
        let step = |at: usize| {
            standing.history.get(at).map(|s| format!("{}, {}", view.procedure.row(s.status).words, s.held))
        };
        paper.text(6, None, &format!("overtaken: {}", step(stale.by).unwrap_or_default()))?;
        paper.quote(8, &stale.by_source)?;
        if let Some(again) = stale.again.and_then(step) {
            paper.text(6, None, &format!("and later again: {again}"))?;
        }
        if let Some(note) = view.note(stale) {
            small(paper, 6, &format!("suggested note: {note}"))?;
        }
    }
    if view.stale.is_empty() {
        paper.text(2, None, "None.")?;
    }
    Ok(())
}
