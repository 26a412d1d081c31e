//! "Charging documents state": what a paper of the case says. The parse takes *charging* for a verb whose object the
//! documents are, and *state* for a noun.

use factum_types::{Dep, Pos, Tag, TokenRange};

use super::{Arc, Tree};

/// The words of a paper that says something, and the verb: "charging documents state", "court records state".
struct Paper {
    /// From the first word before the noun to the noun.
    phrase: TokenRange,
    noun: usize,
    verb: usize,
}

/// What a paper says, where the parse sees no verb in *state* or a verb in *charging*.
pub(super) fn states(tree: &Tree<'_>, word: usize) -> Option<Vec<Arc>> {
    let paper = match tree.text(word) {
        "charging" | "Charging" => of_charging(tree, word),
        "state" if tree.pos(word) == Pos::NOUN => of_state(tree, word),
        _ => None,
    }?;
    let ends = paper.verb + 1 >= tree.sentence(word).end
        || matches!(tree.lower(paper.verb + 1).as_str(), "." | "," | ";" | ":" | "that" | "\"" | "“" | "‘");
    let begins = paper.phrase.start == tree.sentence(word).start
        || matches!(
            tree.lower(paper.phrase.start - 1).as_str(),
            "," | "\"" | "”" | "''" | "’" | "'" | "?" | "!" | "but" | "and" | "as" | "—" | "–" | "-" | "--"
        );
    (ends && begins).then(|| hung(tree, &paper))
}

/// "according to charging documents": the documents are no object.
pub(super) fn charging(tree: &Tree<'_>, word: usize) -> Option<Vec<Arc>> {
    let noun = (tree.text(word) == "charging").then(|| noun_behind(tree, word))??;
    let object = tree.head(noun) == Some(word) && tree.dep(word) == Dep::Pcomp;
    let to = tree.head(word).filter(|_| object)?;
    let mut arcs = vec![Arc::new(noun, to, Dep::Pobj), Arc::new(word, noun, Dep::Amod)];
    arcs.extend(tree.children(word).filter(|c| *c != noun).map(|c| Arc::new(c, noun, tree.dep(c))));
    Some(arcs)
}

fn is_paper(tree: &Tree<'_>, noun: usize) -> bool {
    let lemma = singular(&tree.lower(noun));
    tree.words.list("reporting-nouns").and_then(|l| l.value(&lemma, "kind")) == Some("document")
}

/// The parse of a misread phrase may know no noun in "records" or "affidavits".
fn singular(lower: &str) -> String {
    lower.strip_suffix('s').unwrap_or(lower).to_owned()
}

/// "charging documents", "charging court papers": the noun.
fn noun_behind(tree: &Tree<'_>, charging: usize) -> Option<usize> {
    (charging + 1..tree.sentence(charging).end.min(charging + 3)).find(|i| is_paper(tree, *i))
}

fn of_charging(tree: &Tree<'_>, charging: usize) -> Option<Paper> {
    let noun = noun_behind(tree, charging)?;
    let verb = noun + 1;
    let says = verb < tree.sentence(charging).end && tree.says(verb);
    let article = charging.checked_sub(1).filter(|i| matches!(tree.tag(*i), Tag::DT | Tag::PRPS));
    let sentence = tree.sentence(charging);
    let start = article.filter(|i| sentence.contains(i)).unwrap_or(charging);
    says.then_some(Paper { phrase: start..noun + 1, noun, verb })
}

/// "court records state": a plural noun for papers, with what stands before it.
fn of_state(tree: &Tree<'_>, verb: usize) -> Option<Paper> {
    let sentence = tree.sentence(verb);
    let noun = verb.checked_sub(1).filter(|n| sentence.contains(n))?;
    if !tree.lower(noun).ends_with('s') || !is_paper(tree, noun) {
        return None;
    }
    let modifies = |i: usize| {
        matches!(tree.pos(i), Pos::NOUN | Pos::PROPN | Pos::ADJ | Pos::DET)
            || matches!(tree.tag(i), Tag::PRPS | Tag::POS)
    };
    let before = (sentence.start..noun).rev().take_while(|i| modifies(*i)).last();
    Some(Paper { phrase: before.unwrap_or(noun)..noun + 1, noun, verb })
}

/// The verb under the clause that it stands in or behind, or above the one that it tells; the paper is its subject.
fn hung(tree: &Tree<'_>, paper: &Paper) -> Vec<Arc> {
    let own = paper.phrase.start..paper.verb + 1;
    let plural = tree.lower(paper.noun).ends_with('s');
    let tag = if plural { Tag::VBP } else { Tag::VBZ };
    let mut above = tree.head(paper.verb);
    while let Some(head) = above.filter(|h| own.contains(h) || !matches!(tree.pos(*h), Pos::VERB | Pos::AUX))
    {
        above = tree.head(head);
    }
    let dep = if above.is_some() { Dep::Parataxis } else { Dep::Root };
    let mut arcs = vec![
        Arc { tag: Some(tag), ..Arc::new(paper.verb, above.unwrap_or(paper.verb), dep) },
        Arc {
            tag: Some(if plural { Tag::NNS } else { Tag::NN }),
            ..Arc::new(paper.noun, paper.verb, Dep::Nsubj)
        },
    ];
    arcs.extend((paper.phrase.start..paper.noun).map(|i| {
        let role = match tree.tag(i) {
            Tag::DT => Dep::Det,
            Tag::PRPS => Dep::Poss,
            Tag::VBG | Tag::JJ => Dep::Amod,
            _ => Dep::Compound,
        };
        Arc::new(i, paper.noun, role)
    }));
    // what the parse hung on these words
    let strays = tree
        .sentence(paper.verb)
        .filter(|i| !own.contains(i) && tree.head(*i).is_some_and(|h| own.contains(&h)));
    for stray in strays {
        let clause = matches!(tree.pos(stray), Pos::VERB | Pos::AUX);
        arcs.push(match above {
            // "The gate was his, documents state": the pronoun hangs on the noun that is none
            Some(above) if stray < paper.phrase.start && tree.tag(stray) == Tag::PRPS => {
                Arc::new(stray, above, Dep::Attr)
            }
            Some(above) if stray < paper.phrase.start => Arc::new(stray, above, tree.dep(stray)),
            _ if clause => Arc::new(stray, paper.verb, Dep::Ccomp),
            _ => Arc::new(stray, paper.verb, tree.dep(stray)),
        });
    }
    arcs
}
