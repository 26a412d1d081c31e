//! What a headline or a lead says was done is the charge that the story then gives by its legal name: "sentenced for
//! stealing from investors … pleaded guilty to 55 felony counts of grand theft".

use factum_types::{Binding, BlockKind, Charge, Dep, Finding, Period, Pos, Status, Tag};

use super::builder::Builder;
use crate::people::People;
use crate::scene::Scene;

/// Whether the words for an offence only describe an act: a lone gerund ("murdering", "stealing"), a headline's, or
/// what a lead says of somebody whom it does not name yet ("A man was sentenced today for …").
pub(super) fn describes(scene: &Scene<'_>, finding: &Finding, offence: &Binding) -> bool {
    let brought_in = |head: usize| {
        scene.token(head).pos == Pos::NOUN
            && !scene.children(head).any(|c| matches!(scene.lower(c), "the" | "this" | "that"))
            && !scene.children(head).any(|c| {
                // "The pastor, Karl Dahl": named where he is brought in
                scene.token(c).dep == Dep::Appos && scene.token(c).pos == Pos::PROPN
            })
    };
    // "filed murder charges": the sort of charge, whose name the story gives.
    let after = scene.tokens_in(offence.span).end;
    let sort = after < scene.sentence(offence.head).end && scene.lower(after) == "charges";
    sort || matches!(scene.block(finding.anchor), BlockKind::Title | BlockKind::Heading)
        || is_act(scene, offence)
        || finding.all("who").any(|who| brought_in(who.head))
        || is_shouted(scene, offence)
}

/// Whether the words stand in capitals, as in the headline of a release.
fn is_shouted(scene: &Scene<'_>, offence: &Binding) -> bool {
    let words = scene.words_of(offence.span);
    words.len() > 3 && !words.chars().any(char::is_lowercase)
}

/// "convictions for kidnapping in 1994 and theft in 2002": the time behind each of several earlier offences is its own.
pub(super) fn own_time(scene: &Scene<'_>, finding: &Finding, offence: &Binding) -> Option<Period> {
    if finding.set("scope") != Some("prior") || finding.all("offence").count() < 2 {
        return None;
    }
    let sentence = scene.span(&scene.sentence(offence.head));
    let next = scene
        .findings
        .whens
        .iter()
        .find(|w| w.said.is_date() && sentence.contains(w.span) && w.span.start >= offence.span.end)?;
    scene.dates.told_in(scene.findings, next.span, &[]).first().copied()
}

/// "third- and fourth-degree fraud" names two offences: what the degrees before the last one make of the name.
pub(super) fn other_degrees(scene: &Scene<'_>, offence: &Binding, text: &str) -> Vec<String> {
    let ordinal = |w: &str| scene.listed("ordinals", w) || w == "fifth";
    let tokens = scene.tokens_in(offence.span);
    let sentence = scene.sentence(tokens.start);
    let last = scene.lower(tokens.start).to_owned();
    if !ordinal(&last) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at >= sentence.start + 2 && matches!(scene.lower(at - 1), "and" | "or" | "," | "&") {
        let Some(degree) = scene.lower(at - 2).strip_suffix('-').filter(|w| ordinal(w)) else { break };
        found.extend(text.strip_prefix(last.as_str()).map(|rest| format!("{degree}{rest}")));
        at -= 2;
    }
    found.reverse();
    found
}

/// "pleaded guilty in an unrelated case": the step is of another case.
pub(super) fn in_other_case(scene: &Scene<'_>, finding: &Finding) -> bool {
    let year = |i: usize| scene.lower(i).len() == 4 && scene.token(i).tag == Tag::CD;
    let case = |prep: usize, noun: usize| {
        matches!(scene.lemma(noun).as_str(), "case" | "matter" | "incident" | "investigation" | "trial")
            && (scene.children(noun).any(|c| scene.listed("other-case-words", scene.lower(c)))
                || (prep..noun).any(year))
    };
    scene
        .children_by(finding.anchor, Dep::Prep)
        .filter(|p| matches!(scene.lower(*p), "in" | "for"))
        .any(|p| scene.children_by(p, Dep::Pobj).any(|noun| case(p, noun)))
}

/// Whether an offence is named by nothing but what was done: "stealing", "sexually assaulting a child". A gerund that
/// the law itself uses ("driving under the influence") is a name.
pub(super) fn is_act(scene: &Scene<'_>, offence: &Binding) -> bool {
    let tokens = scene.tokens_in(offence.span);
    let first = tokens.start + usize::from(scene.token(tokens.start).tag == Tag::RB);
    let words: Vec<String> = tokens.clone().map(|i| scene.lower(i).to_owned()).collect();
    let legal = (2..=words.len()).any(|n| scene.listed("offences", &words[..n].join(" ")));
    tokens.contains(&first) && scene.token(first).tag == Tag::VBG && !legal
}

impl Builder<'_, '_> {
    /// Gives the steps of what only describes an act to the charges that the story counts for the same person: to
    /// those that share a word with it, and where it is no more than an act to all for which procedure allows the step.
    pub(super) fn fold_descriptions(&mut self) {
        for at in 0..self.charges.len() {
            if !self.known[at].loose || self.known[at].prior {
                continue;
            }
            let act = self.known[at].act;
            // What somebody is tried for is what he is charged with; what he was convicted of need not be.
            let opened = self.charges[at].history.iter().all(|s| {
                matches!(s.status, Status::Charged | Status::Arrested | Status::Pending | Status::Arraigned)
            });
            let guilty = |c: usize| {
                self.charges[c].history.iter().any(|s| {
                    matches!(s.status, Status::PleadedGuilty | Status::PleadedNoContest | Status::Convicted)
                })
            };
            let formal: Vec<usize> = (0..self.charges.len())
                .filter(|c| *c != at && self.charges[*c].defendant == self.charges[at].defendant)
                .filter(|c| self.charges[*c].offence.is_some() && !self.known[*c].prior)
                .filter(|c| !self.known[*c].loose && !self.known[*c].act)
                .filter(|c| self.known[*c].counted || act && (guilty(*c) || opened))
                .filter(|c| self.known[*c].from != self.known[at].from)
                .filter(|c| {
                    // "concealing a murder" describes no murder
                    let shares = self.known[*c].key.shares(&self.known[at].key);
                    !shares || super::nature::alike(self.scene.words, self.name(*c), self.name(at))
                })
                .collect();
            if formal.is_empty() {
                continue;
            }
            let key = &self.known[at].key;
            let alike: Vec<usize> =
                formal.iter().copied().filter(|c| key.shares(&self.known[*c].key)).collect();
            let all_guilty = formal.iter().all(|c| guilty(*c));
            // "A man was convicted of an investment fraud. Tom Roe pleaded guilty to nine counts of theft": the
            // verdict of the lead is the one that the story counts.
            let ends = self.charges[at]
                .history
                .iter()
                .all(|s| matches!(s.status, Status::Convicted | Status::Sentenced));
            let meant = match (alike.is_empty(), act || all_guilty && ends) {
                (false, _) => alike,
                (true, true) => formal.clone(),
                (true, false) => continue,
            };
            for mut step in std::mem::take(&mut self.charges[at].history) {
                let open = match step.status {
                    Status::Charged | Status::Arrested => meant.clone(),
                    // One trial is of all that is charged, one sentence for all that somebody is guilty of.
                    Status::Pending => self.open_for(&formal, step.status),
                    Status::Sentenced if act && all_guilty => self.open_for(&formal, step.status),
                    status => self.open_for(&meant, status),
                };
                step.inferred.push("the lead describes what the story counts by its name".to_owned());
                for charge in open {
                    self.add_step(charge, step.clone());
                }
            }
        }
    }

    /// "Third man charged in attack": whom only the headline speaks of, and nobody can tell, is one of those whom the
    /// story charges.
    pub(super) fn drop_headline_strangers(&mut self, people: &mut People<'_, '_>) {
        let scene = self.scene;
        let in_headline = |c: &Charge| {
            c.history.iter().all(|s| {
                let at = scene.tokens_in(s.evidence.span).start;
                matches!(scene.block(at), BlockKind::Title | BlockKind::Heading)
            })
        };
        if self.charges.iter().all(in_headline) {
            return;
        }
        for charge in &mut self.charges {
            if people.all[charge.defendant].unnamed && in_headline(charge) {
                charge.history.clear();
                people.all[charge.defendant].used = false;
            }
        }
    }

    /// "faces a sentencing enhancement": what only adds to a punishment, and is not even named, is no charge of its
    /// own unless something became of it.
    pub(super) fn drop_bare_enhancements(&mut self) {
        let scene = self.scene;
        let bare = |text: &str| {
            let text = text.to_lowercase();
            let adds = |w: &str| w == "special" || scene.listed("punishment-adders", w.trim_end_matches('s'));
            text.contains("enhancement") && text.split_whitespace().all(adds)
        };
        for charge in &mut self.charges {
            let opened = charge.history.iter().all(|s| {
                matches!(
                    s.status,
                    Status::Charged
                        | Status::Indicted
                        | Status::Arraigned
                        | Status::Pending
                        | Status::Convicted
                )
            });
            if opened && charge.offence.as_ref().is_some_and(|o| bare(&o.text)) {
                charge.history.clear();
            }
        }
    }
}
