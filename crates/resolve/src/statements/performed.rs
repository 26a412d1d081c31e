//! Words that are sung, played, recited or made up: "the song's chorus goes", "in the play, the King says".

use factum_types::Dep;

use crate::people::People;
use crate::scene::Scene;
use crate::speakers::speaker_head;

/// Whether what a verb reports is said in a song, a play, a novel, a prayer or a chant, and not of the case.
pub(super) fn is_performed(scene: &Scene<'_>, people: &People<'_, '_>, cue: usize) -> bool {
    let head = speaker_head(scene, cue);
    let party = |h: usize| people.at(h).is_some_and(|p| people.is_person(p));
    // "In the film, prosecutors say" is a documentary; "a sheriff tells his deputy" is none
    let anybody = |h: usize| scene.children_by(h, Dep::Det).any(|d| matches!(scene.lower(d), "a" | "an"));
    let office = |h: usize| scene.part_of(&scene.lemma(h)).is_some() && !anybody(h);
    let person = head.is_some_and(|h| party(h) || office(h));
    let recites = scene.is_verb(cue) && matches!(kind(scene, cue), Some("verb" | "work"));
    let read = || scene.children_by(cue, Dep::Dobj).any(|o| kind(scene, o) == Some("work"));
    let speaks = head.is_some_and(|h| !person && is_of_a_work(scene, h));
    recites || scene.is_verb(cue) && read() || speaks || is_set_in_a_work(scene, cue, person)
}

fn kind<'w>(scene: &'w Scene<'_>, token: usize) -> Option<&'w str> {
    scene.words.list("works")?.value(&scene.lemma(token), "kind")
}

/// "the chorus", "the novel's narrator", "a character in the film", "the King in the play"; not "an actor in the play".
fn is_of_a_work(scene: &Scene<'_>, head: usize) -> bool {
    let work = |i: usize| matches!(kind(scene, i), Some("work" | "film"));
    let owned =
        || scene.children(head).any(|c| matches!(scene.token(c).dep, Dep::Poss | Dep::Compound) && work(c));
    let within = || {
        let mut placed =
            scene.children_by(head, Dep::Prep).filter(|p| matches!(scene.lower(*p), "in" | "from"));
        placed.any(|p| scene.children_by(p, Dep::Pobj).any(work))
    };
    match kind(scene, head) {
        Some("work") => true,
        Some("character") => {
            let of = || {
                let mut of = scene.children_by(head, Dep::Prep).filter(|p| scene.lower(*p) == "of");
                of.any(|p| scene.children_by(p, Dep::Pobj).any(work))
            };
            owned() || within() || of() || scene.lemma(head) == "narrator"
        }
        Some(_) => false,
        None => within(),
    }
}

/// "In the play, the King says"; people of the case may speak as themselves in a film.
fn is_set_in_a_work(scene: &Scene<'_>, cue: usize, person: bool) -> bool {
    scene.sentence(cue).any(|i| {
        let of_cue = scene.lower(i) == "in"
            && scene.quotation_at(scene.token(i).span).is_none()
            && (scene.head(i) == Some(cue) || i == scene.sentence(cue).start);
        of_cue
            && scene.children_by(i, Dep::Pobj).any(|o| match kind(scene, o) {
                Some("work") => true,
                Some("film") => !person,
                _ => false,
            })
    })
}
