//! Two ages of one person.
//!
//! Only where both stand beside the same full name and neither beside a word of kinship, so that no relative of the same
//! name is meant; where neither sentence
//! looks back or ahead; and where no stretch of time that the document tells of explains the difference: within a
//! calendar year an age grows by one at most.

use std::collections::BTreeMap;

use factum_types::{Differing, PartyId, Span, Telling, Variance};

use super::{Own, side};
use crate::people::People;

pub(super) fn ages(own: &Own<'_, '_>, people: &People<'_, '_>) -> Vec<Variance> {
    let scene = own.scene;
    let mut told: BTreeMap<(PartyId, String), Vec<(u16, Telling)>> = BTreeMap::new();
    for finding in scene.of_kind("age") {
        let (Some(who), Some(years)) = (finding.one("who"), finding.one("years")) else { continue };
        let (Some(party), Ok(years)) = (people.at(who.head), scene.words_of(years.span).parse::<u16>())
        else {
            continue;
        };
        let (name, words) = named(own, people, party, who);
        let full = name.split(' ').count() > 1 && people.is_person(party);
        if full && !is_of_kin(own, who) && own.tells(who.head) && !own.has_word(who.head, "other-age-words") {
            let side = side(format!("age {years}"), finding.span.cover(words), &finding.rule);
            told.entry((party, name)).or_default().push((years, side));
        }
    }
    let gap = years_told(own);
    let differ = |((party, _), told): ((PartyId, String), Vec<(u16, Telling)>)| {
        let (first, a) = told.first()?.clone();
        let (_, b) = told.iter().find(|(years, _)| i32::from(years.abs_diff(first)) > gap + 1)?.clone();
        let name = people.all.get(party).map_or("", |k| k.name.as_str());
        Some(Variance {
            what: Differing::Age,
            about: name.to_owned(),
            person: Some(party),
            charges: Vec::new(),
            sides: vec![a, b],
        })
    };
    told.into_iter().filter_map(differ).collect()
}

/// The whole name that an age stands beside, with what tells father from son behind it; and where the name is.
fn named(
    own: &Own<'_, '_>,
    people: &People<'_, '_>,
    party: PartyId,
    who: &factum_types::Binding,
) -> (String, Span) {
    let scene = own.scene;
    let head = scene.token(who.head).span;
    let mentions = people.all.get(party).into_iter().flat_map(|k| &k.mentions);
    let whole = mentions.filter(|m| m.is_name() && m.evidence.span.contains(head)).map(|m| m.evidence.span);
    let span = whole.max_by_key(|s| s.len()).unwrap_or(who.span);
    let next = scene.tokens_in(span).end;
    let suffix = (next..scene.len().min(next + 2)).map(|i| scene.lower(i).trim_matches('.'));
    let suffix = suffix.filter(|w| matches!(*w, "jr" | "sr" | "ii" | "iii" | "iv"));
    (std::iter::once(scene.folded(span).as_str()).chain(suffix).collect::<Vec<_>>().join(" "), span)
}

/// Whether a word of kinship stands right before or behind a name with its age: "his son, Bo Lee, 12", "Bo Lee, 12, the
/// nephew of". Farther off in the sentence it is of somebody else.
fn is_of_kin(own: &Own<'_, '_>, who: &factum_types::Binding) -> bool {
    let scene = own.scene;
    let name = scene.tokens_in(who.span);
    let sentence = scene.sentence(who.head);
    let before = name.start.saturating_sub(4).max(sentence.start)..name.start;
    let behind = name.end..(name.end + 7).min(sentence.end);
    before.chain(behind).any(|i| scene.listed("kinship", &scene.lemma(i)))
}

/// From the first calendar year that the document tells of to the last, its own among them.
fn years_told(own: &Own<'_, '_>) -> i32 {
    let scene = own.scene;
    let whole = Span { start: 0, end: scene.document.text.len() as u32 };
    let told = scene.dates.told_in(scene.findings, whole, &[]);
    let published = scene.document.published.map(|p| p.date);
    let years = told.iter().chain(&published).flat_map(|p| [p.first().year(), p.last().year()]);
    let (least, most) = years.fold((i16::MAX, i16::MIN), |(a, b), y| (a.min(y), b.max(y)));
    i32::from(most.saturating_sub(least)).max(0)
}
