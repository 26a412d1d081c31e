//! Verbs of a statement that claim nothing: what might be, is asked, meant, thought, told by others or on a condition.

use factum_types::{Dep, Pos, Tag, TokenRange};

use crate::scene::Scene;

/// The verbs that a verb hangs below within a statement, itself first where it is coordinated; empty for the topmost.
pub(super) fn heads(scene: &Scene<'_>, verb: usize, within: &TokenRange) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = verb;
    while let Some(head) = scene.head(at).filter(|h| within.contains(h) && found.len() < 12) {
        found.push(at);
        at = head;
    }
    found
}

/// Words that say how it might be, ask, set a condition or tell what others say.
pub(super) fn is_hidden(scene: &Scene<'_>, verb: usize, within: &TokenRange) -> bool {
    let mut at = verb;
    let mut told_apart = false;
    for _ in 0..12 {
        // "could not sleep and his car was gone": that it was gone is claimed
        let modal = !told_apart && scene.children_by(at, Dep::Aux).any(|a| scene.token(a).tag == Tag::MD);
        let conditional = scene.children(at).any(|c| {
            matches!(scene.token(c).dep, Dep::Mark | Dep::Advmod)
                && matches!(scene.lower(c), "if" | "whether")
        });
        // "could not have fired unless the trigger was pulled" says that it was
        let unless = scene.children_by(at, Dep::Mark).any(|m| scene.lower(m) == "unless");
        if modal || conditional {
            return true;
        }
        if unless {
            return false;
        }
        let Some(head) = scene.head(at).filter(|h| within.contains(h)) else { return false };
        let dep = scene.token(at).dep;
        let told = matches!(dep, Dep::Ccomp | Dep::Xcomp) && reports(scene, head);
        let infinitive = scene.children_by(at, Dep::Aux).any(|a| scene.token(a).tag == Tag::TO);
        // "meant to fire", "the plan to fire"; who fails, begins or comes to do it does or does not
        let comes_to = dep == Dep::Xcomp
            && matches!(
                scene.lemma(head).as_str(),
                "fail"
                    | "refuse"
                    | "forget"
                    | "neglect"
                    | "begin"
                    | "start"
                    | "continue"
                    | "manage"
                    | "proceed"
            );
        // "the claim that he fired"
        let of_noun = matches!(dep, Dep::Acl | Dep::Ccomp)
            && matches!(scene.token(head).pos, Pos::NOUN | Pos::ADJ)
            && scene.children_by(at, Dep::Mark).next().is_some();
        // "did not see him fire"
        let in_doubt = matches!(dep, Dep::Ccomp | Dep::Xcomp | Dep::Pcomp)
            && !comes_to
            && scene.children_by(head, Dep::Neg).next().is_some();
        if told || of_noun || in_doubt || infinitive && !comes_to {
            return true;
        }
        let finite = matches!(scene.token(at).tag, Tag::VBD | Tag::VBZ | Tag::VBP)
            || scene.children(at).any(|c| matches!(scene.token(c).tag, Tag::VBD | Tag::VBZ | Tag::VBP));
        let own = |c: usize| matches!(scene.token(c).dep, Dep::Nsubj | Dep::Nsubjpass);
        told_apart = dep == Dep::Conj && finite && scene.children(at).any(own);
        at = head;
    }
    false
}

/// Verbs below which stands what somebody says or thinks; what somebody saw was so.
fn reports(scene: &Scene<'_>, verb: usize) -> bool {
    let lemma = scene.lemma(verb);
    let saw = matches!(lemma.as_str(), "see" | "watch" | "hear") && scene.is_verb(verb);
    !saw && ["reporting-verbs", "stance-verbs"].iter().any(|l| scene.listed(l, &lemma))
        || matches!(
            lemma.as_str(),
            "think"
                | "believe"
                | "doubt"
                | "suspect"
                | "hope"
                | "wish"
                | "fear"
                | "imagine"
                | "expect"
                | "suppose"
                | "pretend"
                | "wonder"
        )
}
