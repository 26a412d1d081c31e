//! What is said, hung on the verb that says it.

use factum_types::{Dep, Pos, Tag};

use super::{Arc, Tree};

/// "said in an interview that the gate was open", "told a reporter that": the clause that the parse hangs on a noun
/// between is what the verb says, where it says nothing else.
pub(super) fn told_in(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let takes = tree.takes(verb, &["that-clause"]);
    let full = tree.children(verb).any(|c| matches!(tree.dep(c), Dep::Ccomp | Dep::Xcomp));
    if !takes || full || tree.dep(verb) == Dep::Parataxis {
        return None;
    }
    let end = tree.extent(verb).end;
    let clause = (verb + 1..end).find(|c| {
        matches!(tree.dep(*c), Dep::Acl | Dep::Relcl)
            && tree.subject(*c).is_some()
            && tree.children(*c).any(|m| tree.lower(m) == "that" && m > verb && opens(tree, verb, m, *c))
            && stands_between(tree, verb, *c)
            && !of_document(tree, *c)
    })?;
    Some(vec![Arc::new(clause, verb, Dep::Ccomp)])
}

/// Whether "that" opens what is said. "told police on the night of the fire that Roe had reached for it": the parse may
/// take it for the object of the clause, where telling nothing else shows that it is none.
fn opens(tree: &Tree<'_>, verb: usize, that: usize, clause: usize) -> bool {
    let tells =
        matches!(tree.lemma(verb).as_str(), "tell" | "say" | "claim" | "argue" | "insist" | "testify");
    match tree.dep(that) {
        Dep::Mark => true,
        Dep::Dobj => tells && tree.subject(clause).is_some_and(|s| tree.extent(s).start == that + 1),
        _ => false,
    }
}

/// Whether a clause hangs on a verb only by nouns that say where or when it was said, or to whom; what one responds to
/// or comments on has clauses of its own.
fn stands_between(tree: &Tree<'_>, verb: usize, clause: usize) -> bool {
    let Some(mut at) = tree.head(clause) else { return false };
    let mut first = at;
    while at != verb {
        let links = matches!(
            tree.dep(at),
            Dep::Prep
                | Dep::Pobj
                | Dep::Dobj
                | Dep::Npadvmod
                | Dep::Dative
                | Dep::Acl
                | Dep::Appos
                | Dep::Conj
        );
        if !links || at < verb {
            return false;
        }
        first = at;
        let Some(head) = tree.head(at) else { return false };
        at = head;
    }
    match tree.dep(first) {
        Dep::Prep => match tree.lower(first).as_str() {
            "in" | "at" | "during" | "after" | "before" | "following" => true,
            // "on the night of the fire"
            "on" => tree
                .children_by(first, Dep::Pobj)
                .any(|o| is_day(tree, o) && (tree.pos(o) == Pos::NOUN || tree.head(clause) == Some(o))),
            _ => false,
        },
        Dep::Dobj | Dep::Dative => tree.pos(first) == Pos::PROPN || addressee(tree, first),
        _ => false,
    }
}

fn is_day(tree: &Tree<'_>, noun: usize) -> bool {
    ["day-parts", "time-units", "weekdays"].into_iter().any(|list| tree.listed(list, noun))
}

/// "in a report that the company commissioned": a document's own clause, whose verb has no object.
fn of_document(tree: &Tree<'_>, clause: usize) -> bool {
    let document = tree.head(clause).is_some_and(|noun| {
        let nouns = tree.words.list("reporting-nouns");
        nouns.and_then(|l| l.value(&tree.lemma(noun), "kind")) == Some("document")
    });
    let full = tree.children(clause).any(|c| {
        matches!(tree.dep(c), Dep::Dobj | Dep::Attr | Dep::Acomp | Dep::Ccomp | Dep::Xcomp | Dep::Auxpass)
    });
    document && !full
}

fn addressee(tree: &Tree<'_>, noun: usize) -> bool {
    ["person-nouns", "roles", "organization-words"].into_iter().any(|list| tree.listed(list, noun))
}

/// "When asked by a host if the gate was open, Roe said": the question is the asking verb's, not the main verb's.
pub(super) fn asked_if(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let asks = tree.takes(verb, &["wh-clause"]) && tree.dep(verb) == Dep::Advcl;
    let full =
        tree.children(verb).any(|c| c > verb && matches!(tree.dep(c), Dep::Ccomp | Dep::Xcomp | Dep::Advcl));
    let main = tree.head(verb).filter(|_| asks && !full)?;
    let end = tree.extent(verb).end;
    let question = tree.children_by(main, Dep::Advcl).find(|c| {
        *c > verb
            && tree.extent(*c).start == end
            && tree.children_by(*c, Dep::Mark).any(|m| matches!(tree.lower(m).as_str(), "if" | "whether"))
    })?;
    Some(vec![Arc::new(question, verb, Dep::Ccomp)])
}

/// "Asked what she wanted, Roe said": a verb that opens a sentence without a subject of its own is a participle, which the
/// parse often tags as a past tense.
pub(super) fn opens_as_participle(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let main = tree.head(verb).filter(|m| *m > verb)?;
    let past = tree.tag(verb) == Tag::VBD && tree.dep(verb) == Dep::Advcl;
    let opens = tree.sentence(verb).start == verb && tree.subject(verb).is_none();
    (past && opens).then(|| vec![Arc { tag: Some(Tag::VBN), ..Arc::new(verb, main, Dep::Advcl) }])
}
