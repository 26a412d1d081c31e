//! Findings that counsel tell: "The jury found that Roe lied, his lawyer argued". What a side's advocate says of a verdict,
//! an autopsy or a report is the advocate's own claim, unless the document has word from the finder itself.

use factum_types::{Act, Dep, PartyId, Statement};

use crate::links::is_called;
use crate::people::People;
use crate::scene::Scene;
use crate::speakers::speaker_head;

/// Leaves such findings to the advocate's statement, which tells them whole.
pub(super) fn leave_to_counsel(scene: &Scene<'_>, people: &People<'_, '_>, statements: &mut Vec<Statement>) {
    let told_by_counsel = |finding: &Statement| {
        statements.iter().any(|s| {
            let around = finding.cue.is_some_and(|cue| s.content.iter().any(|c| c.contains(cue)));
            around && s.act != Act::Find && is_advocate(scene, people, s)
        })
    };
    let told: Vec<bool> = statements.iter().map(|s| s.act == Act::Find && told_by_counsel(s)).collect();
    let own_word = |finding: &Statement| {
        statements.iter().zip(&told).any(|(s, told)| !told && is_one_source(s, finding))
    };
    let stays: Vec<bool> =
        statements.iter().zip(&told).map(|(finding, told)| !told || own_word(finding)).collect();
    let mut stays = stays.into_iter();
    statements.retain(|_| stays.next() != Some(false));
}

/// Whether whoever speaks pleads a side's case: by the phrase, by what the text calls the person, or by pleading.
fn is_advocate(scene: &Scene<'_>, people: &People<'_, '_>, statement: &Statement) -> bool {
    let Some(cue) = statement.cue.map(|c| scene.tokens_in(c).start) else { return false };
    let Some(head) = speaker_head(scene, cue) else { return false };
    let counsel = |noun: &str| {
        scene.words.list("speaks-for").and_then(|l| l.value(noun, "kind")) == Some("counsel")
            || matches!(scene.part_of(noun), Some("prosecutor" | "defence_counsel"))
    };
    let beside = |c: &usize| matches!(scene.token(*c).dep, Dep::Appos | Dep::Compound | Dep::Nmod);
    let above = scene.head(head).filter(|_| scene.token(head).dep == Dep::Appos);
    let phrase = scene.children(head).filter(beside).chain([head]).chain(above);
    let list = scene.words.list("speaks-for");
    let called = |party| {
        let nouns = list.map(|l| l.last_words()).unwrap_or_default();
        let mut nouns = nouns.into_iter().chain(["prosecutor"]);
        nouns.any(|n| counsel(n) && is_called(scene, people, party, n))
            || is_predicate(scene, people, party, counsel)
    };
    let person = statement.speaker.is_some_and(|p| people.is_person(p));
    phrase.into_iter().any(|i| counsel(&scene.lemma(i)))
        || statement.speaker.is_some_and(called)
        || person && matches!(scene.lemma(cue).as_str(), "argue" | "contend")
}

/// "Weck is Roe's lawyer": whether the document says so in a sentence of its own.
fn is_predicate(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    party: PartyId,
    counsel: impl Fn(&str) -> bool,
) -> bool {
    let mentions = people.all.get(party).into_iter().flat_map(|k| &k.mentions).filter(|m| m.is_name());
    mentions.filter_map(|m| scene.tokens_in(m.evidence.span).next_back()).any(|token| {
        let verb =
            scene.head(token).filter(|v| scene.token(token).dep == Dep::Nsubj && scene.lemma(*v) == "be");
        verb.is_some_and(|v| scene.children_by(v, Dep::Attr).any(|a| counsel(&scene.lemma(a))))
    })
}

/// Whether two statements are of one finder, as far as the words show.
fn is_one_source(one: &Statement, other: &Statement) -> bool {
    let noun = |s: &Statement| s.speaker_text.split_whitespace().next_back().map(str::to_lowercase);
    one.act == Act::Find
        && (one.speaker.is_some() && one.speaker == other.speaker || noun(one) == noun(other))
}
