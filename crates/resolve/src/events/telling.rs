//! One telling of an event: what a rule saw, with its people, its time, its place and its words.

use factum_types::{Dep, Finding, Modality, Participant, PartyId, Period, Span, Tag};
use jiff::civil::Date;

use super::{natural, place, rumour, words};
use crate::links::denoted;
use crate::people::People;
use crate::scene::Scene;
use crate::speech::said_by;

/// One telling.
#[derive(Clone, Debug)]
pub(super) struct Telling {
    pub(super) kind: String,
    pub(super) date: Option<Period>,
    pub(super) place: Option<String>,
    pub(super) weapon: Option<String>,
    pub(super) participants: Vec<Participant>,
    /// A victim that the text gives no name.
    pub(super) unnamed: Option<(usize, Span)>,
    /// Whether it is tied to another event: "arrested in connection with the shooting".
    pub(super) linked: bool,
    /// Whether it is told as the next thing that happened.
    pub(super) in_order: bool,
    /// The type of the event that it is told to be a part of: "wounded in the shooting".
    pub(super) within: Option<String>,
    /// Whether it tells of a death that nobody brought about.
    pub(super) natural: bool,
    /// Whether it was done to somebody whom the text brings in here and does not name: "her infant son".
    pub(super) stranger: bool,
    /// Whether a noun brings it in as something new: "a 2001 murder".
    pub(super) new: bool,
    /// Whether it says that somebody died of it.
    pub(super) fatal: bool,
    /// Whether it tells a death by what killed.
    pub(super) killed: bool,
    pub(super) span: Span,
    pub(super) rule: String,
    /// Who is reported to say it.
    pub(super) said_by: Option<String>,
    pub(super) sentence: usize,
}

impl Telling {
    /// How much it tells: the fullest telling is the event's evidence.
    pub(super) fn fullness(&self) -> usize {
        2 * usize::from(self.date.is_some())
            + usize::from(self.place.is_some())
            + self.participants.len().min(3)
    }
}

/// The event type that a finding tells: its rule's, or that of its word in the list that the rule names.
pub(super) fn kind_of(scene: &Scene<'_>, finding: &Finding) -> String {
    if let Some(kind) = finding.set("type") {
        return kind.to_owned();
    }
    // "the sexual assault of a student"
    if scene.children(finding.anchor).any(|c| c < finding.anchor && scene.lower(c) == "sexual") {
        return "sexual_assault".to_owned();
    }
    let list = finding.set("types").and_then(|name| scene.words.list(name));
    let (lemma, lower) = (scene.lemma(finding.anchor), scene.lower(finding.anchor));
    list.and_then(|l| l.value(&lemma, "type").or_else(|| l.value(lower, "type")))
        .unwrap_or("other")
        .to_owned()
}

/// What a finding tells; nothing where its noun only names an offence.
pub(super) fn of(scene: &Scene<'_>, people: &mut People<'_, '_>, finding: &Finding) -> Option<Telling> {
    let anchor = finding.anchor;
    if words::names_offence(scene, anchor)
        || words::is_asked(scene, anchor)
        || rumour::is_rumour(scene, finding)
    {
        return None;
    }
    let mut participants: Vec<Participant> = Vec::new();
    let mut unnamed = None;
    let (mut natural, mut stranger, mut pronoun) = (false, false, false);
    for role in ["victim", "agent", "subject"] {
        for binding in finding.all(role).cloned().collect::<Vec<_>>() {
            if role == "victim" && does_it(scene, anchor, binding.head) {
                return None;
            }
            let found = match role {
                "victim" => {
                    let found = victim(scene, people, anchor, &binding);
                    // "The couple were killed" speaks of whom the text found, and not surely of those before.
                    let sure =
                        |d: &crate::links::Denoted| d.inferred.as_deref() != Some(crate::links::PLURAL);
                    found
                        .into_iter()
                        .filter(|d| sure(d) && !is_accused_unnamed(people, d.party, &binding))
                        .collect()
                }
                _ => denoted(scene, people, &binding),
            };
            let office = matches!(finding.set("type"), Some("resignation" | "appointment"));
            if found.is_empty() && (role == "victim" || office) && is_one(scene, binding.head) {
                unnamed = unnamed.or(Some((binding.head, binding.span)));
            }
            let nobody = role == "victim" && found.is_empty();
            pronoun |= nobody && matches!(scene.lower(binding.head), "he" | "she");
            stranger |= nobody && is_brought_in(scene, binding.head);
            for denoted in found {
                let by_itself =
                    role == "victim" && natural::is_natural(scene, people, finding, denoted.party);
                natural |= by_itself;
                let role = if by_itself { "subject" } else { role };
                if participants.iter().all(|p| p.party != denoted.party) {
                    participants.push(Participant { party: denoted.party, role: role.to_owned() });
                }
            }
        }
    }
    // "She died in 2019" of somebody whom nothing shows is no event of this story.
    if pronoun && participants.is_empty() && &*finding.rule == natural::DIED {
        return None;
    }
    let kind = kind_of(scene, finding);
    if kind == "death" && words::is_attempt(scene, anchor) {
        return None;
    }
    let top = words::clause_head(scene, anchor);
    Some(Telling {
        date: date(scene, finding, &kind).map(|d| on_its_day(scene, finding, d)),
        place: place::of(scene, anchor, top),
        weapon: finding.one("weapon").map(|b| words::up_to(scene, b.span, b.head)),
        participants,
        unnamed,
        linked: words::is_linked(scene, anchor),
        in_order: words::is_in_order(scene, anchor),
        within: words::within(scene, anchor).filter(|w| *w != kind),
        natural,
        stranger,
        new: words::is_new(scene, anchor),
        fatal: words::is_fatal(scene, anchor),
        killed: kind == "death" && words::is_killing(scene, anchor),
        span: words::telling_span(scene, anchor, top),
        rule: finding.rule.to_string(),
        said_by: said_by(scene, people, finding),
        sentence: finding.sentence,
        kind,
    })
}

/// Who it was done to. The pronoun of a participle that tells how ("murdered Lee by shooting him") stands for the
/// object of the verb above, never for who did it.
fn victim(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    anchor: usize,
    binding: &factum_types::Binding,
) -> Vec<crate::links::Denoted> {
    let pronoun = matches!(scene.lower(binding.head), "him" | "her" | "them");
    if pronoun && scene.token(anchor).tag == Tag::VBG {
        let mut above = anchor;
        for _ in 0..3 {
            let Some(head) = scene.head(above) else { break };
            above = head;
            if let Some(object) = scene.children_by(above, Dep::Dobj).next().filter(|o| *o < anchor) {
                let span = scene.token(object).span;
                let object = factum_types::Binding { head: object, span, ..binding.clone() };
                let found = denoted(scene, people, &object);
                let clashes = |d: &crate::links::Denoted| {
                    let pair = (scene.lower(binding.head), people.gender(d.party));
                    matches!(pair, ("him", Some('f')) | ("her", Some('m')))
                };
                let fits = !found.iter().any(clashes);
                return if fits { found } else { Vec::new() };
            }
            if scene.is_verb(above) {
                break;
            }
        }
        return Vec::new();
    }
    denoted(scene, people, binding)
}

/// "they drowned them", "the defendant's assault": what names no one and seems to mean somebody accused does not make
/// a victim of him. A name does: a gunman can be shot.
fn is_accused_unnamed(people: &People<'_, '_>, party: PartyId, binding: &factum_types::Binding) -> bool {
    people.accused.contains(&party)
        && people.all.get(party).is_some_and(|known| {
            !known.mentions.iter().any(|m| m.is_name() && m.evidence.span.overlaps(binding.span))
        })
}

/// Whether a seeming victim is the doer of an active verb whose object is left out ("he attacked"): only headlines
/// leave out the auxiliary of the passive.
fn does_it(scene: &Scene<'_>, verb: usize, victim: usize) -> bool {
    scene.token(verb).tag == Tag::VBD
        && scene.token(victim).dep == Dep::Nsubj
        && scene.head(victim) == Some(verb)
        && scene.token(verb).dep != Dep::Relcl
        && !matches!(
            scene.lemma(verb).as_str(),
            "die" | "succumb" | "perish" | "expire" | "suffer" | "sustain"
        )
        && scene.children_by(verb, Dep::Dobj).next().is_none()
}

/// "a driver", "her infant son": somebody of whom the text has not told yet, as far as the words go.
fn is_brought_in(scene: &Scene<'_>, head: usize) -> bool {
    let definite =
        scene.children(head).any(|c| matches!(scene.lower(c), "the" | "this" | "that" | "these" | "those"));
    scene.token(head).tag == Tag::NN && !definite
}

/// A noun for one person.
fn is_one(scene: &Scene<'_>, head: usize) -> bool {
    scene.token(head).tag == Tag::NN
}

/// "since 2017, when another man was killed there": what began then happened then.
fn on_its_day(scene: &Scene<'_>, finding: &Finding, date: Period) -> Period {
    if date.last() != Date::MAX {
        return date;
    }
    let when = finding.one("when").map(|b| b.span).or_else(|| {
        let head = scene.head(finding.anchor)?;
        let at = scene.token(head).span;
        scene.findings.whens.iter().map(|w| w.span).find(|w| w.contains(at))
    });
    let told = when.and_then(|w| scene.dates.told_in(scene.findings, w, &[]).first().copied());
    told.filter(|t| t.first() == date.first()).unwrap_or(date)
}

/// When it was: the rule's time, else a date inside the noun's own phrase.
fn date(scene: &Scene<'_>, finding: &Finding, kind: &str) -> Option<Period> {
    let mut finding = finding.clone();
    if finding.set("time") == Some("ahead") {
        finding.claim.modality = Modality::Planned;
    }
    if of_procedure(scene, finding.anchor) {
        // "was convicted today of kidnapping her": today is the day of the verdict.
        let own = |w: &factum_types::Binding| reaches(scene, scene.tokens_in(w.span).start, finding.anchor);
        finding.bindings.retain(|b| &*b.role != "when" || own(b));
    }
    if let Some(period) = scene.dates.of_finding(scene, &finding) {
        return Some(period);
    }
    if kind == "hearing" {
        // "faces prison at his sentencing June 6": the verb speaks of now, the day is to come.
        let ahead = factum_types::Claim { modality: Modality::Planned, ..finding.claim };
        return scene.dates.of_finding(scene, &Finding { claim: ahead, ..finding });
    }
    let verb = scene.is_verb(finding.anchor);
    let own = words::noun_phrase(scene, finding.anchor);
    let role = std::sync::Arc::from("when");
    let sentence = scene.span(&scene.sentence(finding.anchor));
    let whens = scene.findings.whens.iter().filter(|w| w.said.is_date() && sentence.contains(w.span));
    for when in whens {
        let tokens = scene.tokens_in(when.span);
        let belongs = match verb {
            true => {
                of_when_clause(scene, finding.anchor, &tokens)
                    || of_accusation(scene, finding.anchor, &tokens)
            }
            false => {
                own.start <= tokens.start
                    && tokens.end <= own.end
                    && reaches(scene, tokens.start, finding.anchor)
            }
        };
        if !belongs {
            continue;
        }
        finding.bindings.retain(|b| &*b.role != "when");
        finding.bindings.push(factum_types::Binding {
            role: std::sync::Arc::clone(&role),
            head: tokens.start,
            span: when.span,
            counts: None,
            code: None,
        });
        if let Some(period) = scene.dates.of_finding(scene, &finding) {
            return Some(period);
        }
    }
    None
}

/// Whether a gerund stands under a verb that tells a step of a charge or a punishment.
fn of_procedure(scene: &Scene<'_>, anchor: usize) -> bool {
    if scene.token(anchor).tag != Tag::VBG {
        return false;
    }
    let step = |i: usize| {
        scene.findings.findings.iter().any(|f| matches!(&*f.kind, "charge" | "penalty") && f.anchor == i)
    };
    let mut at = anchor;
    for _ in 0..6 {
        let Some(head) = scene.head(at) else { return false };
        if step(head) {
            return true;
        }
        at = head;
    }
    false
}

/// "On May 3, Quill is accused of robbing a bank": the date of such a clause is that of the act.
fn of_accusation(scene: &Scene<'_>, verb: usize, date: &std::ops::Range<usize>) -> bool {
    let Some(of) = scene.head(verb).filter(|_| scene.token(verb).dep == Dep::Pcomp) else { return false };
    let Some(accuse) = scene.head(of) else { return false };
    let present = scene.children(accuse).any(|c| matches!(scene.lower(c), "is" | "are"));
    matches!(scene.lemma(accuse).as_str(), "accuse" | "suspect")
        && present
        && date.end <= accuse
        && reaches(scene, date.start, accuse)
}

/// Whether a date hangs on a word, and on no verb before it.
fn reaches(scene: &Scene<'_>, date: usize, word: usize) -> bool {
    let mut at = date;
    for _ in 0..7 {
        let Some(above) = scene.head(at) else { return false };
        if above == word || scene.is_verb(above) {
            return above == word;
        }
        at = above;
    }
    false
}

/// Whether a date is that of a clause with "when": "on June 21, when he shot", "was walking on June 21 when he was
/// shot".
fn of_when_clause(scene: &Scene<'_>, verb: usize, date: &std::ops::Range<usize>) -> bool {
    let with_when = scene.children(verb).any(|c| {
        matches!(scene.token(c).dep, Dep::Advmod | Dep::Mark)
            && matches!(scene.lower(c), "when" | "while" | "as")
    });
    let Some(head) = scene.head(verb).filter(|_| with_when) else { return false };
    match scene.token(verb).dep {
        Dep::Relcl => date.contains(&head),
        Dep::Advcl => reaches(scene, date.start, head),
        _ => false,
    }
}

/// Whether a token is the subject of a verb.
pub(super) fn subject_of(scene: &Scene<'_>, token: usize) -> Option<usize> {
    matches!(scene.token(token).dep, Dep::Nsubj | Dep::Nsubjpass).then(|| scene.head(token)).flatten()
}
