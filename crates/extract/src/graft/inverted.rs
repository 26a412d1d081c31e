//! The speaker behind or before a verb that stands after or within what was said.

use factum_types::{Dep, Pos, Tag};

use super::{Arc, Tree};

/// "“It is open,” said Ann Roe, angered that": the name behind a verb that stands after what was said speaks, and what
/// stands behind the name tells of it.
pub(super) fn speaker_behind(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let finite = matches!(tree.tag(verb), Tag::VBD | Tag::VBZ);
    let after = verb.checked_sub(1).filter(|b| tree.sentence(verb).contains(b) && parts(&tree.lower(*b)))?;
    let sentence = tree.sentence(verb);
    // "The audit, made public Tuesday, says Roe, a teller, wrote nine checks": nothing is said before the verb
    let told = tree.lower(after) != ","
        || (sentence.start..after).any(|i| matches!(tree.tag(i), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD));
    if !finite || !told || tree.subject(verb).is_some() || after <= sentence.start {
        return None;
    }
    let end = sentence.end;
    // the phrase that begins right behind the verb, by its head
    let noun = (verb + 1..end).find(|i| {
        matches!(tree.pos(*i), Pos::PROPN | Pos::NOUN)
            && tree.extent(*i).start == verb + 1
            && matches!(tree.dep(*i), Dep::Nsubj | Dep::Nsubjpass)
            && !tree.below(verb, *i)
    })?;
    let other = tree.head(noun).filter(|o| *o > noun)?;
    // "said Marcus X. “He had no weapon.”": what stands in marks of its own, with a subject of its own, is another sentence
    let marks = (noun + 1..other).any(|i| matches!(tree.lower(i).as_str(), "\"" | "“" | "''" | "``"));
    let own = tree.children(other).any(|s| s > noun && s < other && tree.dep(s) == Dep::Nsubj);
    if marks && own {
        return Some(vec![Arc::new(noun, verb, Dep::Nsubj)]);
    }
    // "says Roe, a teller, wrote nine checks": Roe does what is said
    let apart = (noun + 1..other).any(|i| tree.lower(i) == ",");
    let participle = matches!(tree.tag(other), Tag::VBN | Tag::VBG);
    let relative = tree.children(other).any(|c| c < other && matches!(tree.tag(c), Tag::WP | Tag::WDT));
    let quoted = tree.lower(after) != ",";
    if !apart || !(quoted || participle || relative) {
        return None;
    }
    let dep = if relative { Dep::Relcl } else { Dep::Acl };
    let mut arcs = vec![Arc::new(noun, verb, Dep::Nsubj), Arc::new(other, noun, dep)];
    if tree.below(verb, other) {
        let above = tree.head(other).unwrap_or(verb);
        let role = if above == verb { Dep::Root } else { tree.dep(other) };
        arcs.insert(0, Arc::new(verb, above, role));
        arcs.extend(
            tree.children(other).filter(|c| *c < verb && *c != verb).map(|c| Arc::new(c, verb, tree.dep(c))),
        );
    }
    Some(arcs)
}

/// "The trial, said Ann Roe and others, would be short": between commas the name behind the verb speaks, and what the
/// parse takes for its subject is that of the clause around.
pub(super) fn speaker_amid(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let finite = matches!(tree.tag(verb), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::VB);
    let comma = verb.checked_sub(1).filter(|c| finite && tree.lower(*c) == ",")?;
    let first = tree.children_by(verb, Dep::Nsubj).find(|s| (comma..=verb).contains(&tree.extent(*s).end))?;
    // "The audit, made public Tuesday, says Roe, a teller, wrote nine checks": here Roe does what is said
    if tree.extent(first).filter(|i| *i < comma).any(|i| tree.lower(i) == ",") {
        return None;
    }
    let clause = tree.children_by(verb, Dep::Ccomp).find(|c| *c > verb)?;
    let who = (verb + 1..clause).find(|i| {
        matches!(tree.pos(*i), Pos::PROPN | Pos::NOUN | Pos::PRON)
            && tree.extent(*i).start == verb + 1
            && tree.dep(*i) == Dep::Nsubj
            && tree.head(*i).is_some_and(|h| h == verb || h == clause)
    })?;
    let end = tree.extent(who).end;
    let close = if tree.lower(end - 1) == "," { end - 1 } else { end };
    let subject = tree.subject(clause).is_none_or(|s| s == who);
    let next = (close + 1..=clause).find(|i| *i == clause || tree.head(*i) == Some(clause))?;
    if tree.lower(close) != "," || next != close + 1 || !subject {
        return None;
    }
    let (above, role) = match tree.head(verb) {
        Some(above) => (above, tree.dep(verb)),
        None => (clause, Dep::Root),
    };
    let passive = tree.children_by(clause, Dep::Auxpass).next().is_some();
    Some(vec![
        Arc::new(clause, above, role),
        Arc::new(verb, clause, Dep::Parataxis),
        Arc::new(first, clause, if passive { Dep::Nsubjpass } else { Dep::Nsubj }),
        Arc::new(who, verb, Dep::Nsubj),
    ])
}

fn parts(mark: &str) -> bool {
    matches!(mark, "," | "\"" | "”" | "''" | "’" | "'" | "?" | "!")
}

/// "“It is open,” Roe notes.": the parse takes the verb for a plural noun.
pub(super) fn verb_read_as_noun(tree: &Tree<'_>, noun: usize) -> Option<Vec<Arc>> {
    let name = noun.checked_sub(1)?;
    let plural = tree.tag(noun) == Tag::NNS && tree.pos(name) == Pos::PROPN && tree.head(name) == Some(noun);
    if !plural || !tree.takes(noun, &["quote"]) {
        return None;
    }
    let sentence = tree.sentence(noun);
    let first =
        (sentence.start..name).rev().take_while(|i| tree.pos(*i) == Pos::PROPN).last().unwrap_or(name);
    let before = first.checked_sub(1).filter(|b| sentence.contains(b))?;
    let closes = matches!(tree.lower(before).as_str(), "\"" | "”" | "''");
    let ends = noun + 1 >= sentence.end || matches!(tree.lower(noun + 1).as_str(), "." | "," | ":" | ";");
    if !closes || !ends {
        return None;
    }
    let root = sentence.clone().find(|i| tree.head(*i).is_none())?;
    let mut arcs = vec![Arc::new(name, noun, Dep::Nsubj)];
    arcs.extend((first..name).map(|i| Arc::new(i, name, Dep::Compound)));
    if root == noun {
        arcs.push(Arc { tag: Some(Tag::VBZ), ..Arc::new(noun, noun, Dep::Root) });
        return Some(arcs);
    }
    let above = tree.head(noun)?;
    arcs.extend(tree.children(noun).filter(|c| *c < before).map(|c| Arc::new(c, above, tree.dep(noun))));
    arcs.push(Arc { tag: Some(Tag::VBZ), ..Arc::new(noun, root, Dep::Parataxis) });
    Some(arcs)
}

/// "No lumber, the indictment states, was ordered.": the parse takes the verb for a plural noun, or for a passive's
/// subject; between commas a single noun or name with it speaks.
pub(super) fn aside_read_as_noun(tree: &Tree<'_>, word: usize) -> Option<Vec<Arc>> {
    let who = word.checked_sub(1)?;
    let sentence = tree.sentence(word);
    let plural = matches!(tree.tag(word), Tag::NNS | Tag::VBZ)
        && matches!(tree.dep(word), Dep::Appos | Dep::Nsubj | Dep::Nsubjpass);
    let speaks = tree.takes(word, &["that-clause"]);
    let named = tree.tag(who) == Tag::NNP || tree.tag(who) == Tag::NN && tree.listed("reporting-nouns", who);
    if !plural || !speaks || !named || tree.head(who) != Some(word) || word + 1 >= sentence.end {
        return None;
    }
    let mut first = who;
    while first > sentence.start && matches!(tree.pos(first - 1), Pos::PROPN | Pos::DET | Pos::ADJ) {
        first -= 1;
    }
    let before = first.checked_sub(1).filter(|b| sentence.contains(b))?;
    let between = tree.lower(before) == "," && tree.lower(word + 1) == ",";
    let lists = word + 2 < sentence.end && matches!(tree.lower(word + 2).as_str(), "and" | "or");
    if !between || lists {
        return None;
    }
    // the verb of the clause that it stands in
    let mut clause = tree.head(word)?;
    while !matches!(tree.pos(clause), Pos::VERB | Pos::AUX) {
        clause = tree.head(clause)?;
    }
    let own = |i: usize| (first..who).contains(&i);
    let mut arcs = vec![
        Arc { tag: Some(Tag::VBZ), ..Arc::new(word, clause, Dep::Parataxis) },
        Arc::new(who, word, Dep::Nsubj),
    ];
    arcs.extend(tree.children(word).filter(|c| own(*c)).map(|c| Arc::new(c, who, tree.dep(c))));
    Some(arcs)
}
