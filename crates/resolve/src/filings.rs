//! What a court's paper says by its form, as charges: one row a defendant and offence whose counts fared alike.
//!
//! `extract` has said which counts, whose, and what became of them; here names become parties, days become dates,
//! and counts become charges. What the sentences of the paper say is joined to that.

mod penalties;

use factum_types::{
    Charge, CountId, Evidence, Filing, FormCount, FormStep, NameId, Offence, PartyId, Period, Role, Span,
    Status, Step,
};

use crate::offence::{OffenceKey, named};
use crate::people::People;
use crate::scene::Scene;
pub(crate) use penalties::penalties;

/// The charges that the form gives, each with the counts that it is made of.
pub(crate) struct Formed {
    pub(crate) charges: Vec<Charge>,
    /// Beside each charge, its counts.
    counts: Vec<Vec<CountId>>,
    is_case: bool,
}

impl Formed {
    /// Whether the paper is a criminal case's, whatever it says of the charges.
    pub(crate) fn is_case(&self) -> bool {
        self.is_case
    }
}

/// The charges of a court's paper or docket; none where the document is no such thing.
pub(crate) fn formed(scene: &Scene<'_>, people: &mut People<'_, '_>) -> Formed {
    let mut formed = Formed { charges: Vec::new(), counts: Vec::new(), is_case: false };
    let Some(filing) = &scene.findings.filing else { return formed };
    for (name, known) in filing.names.iter().enumerate() {
        let Some(party) = party(scene, people, filing, name) else { continue };
        people.use_party(party);
        people.add_role(party, known.role, known.shown, &known.rule);
        if known.role == Role::Defendant {
            formed.is_case = true;
            of_defendant(scene, filing, name, party, &mut formed);
        }
    }
    formed
}

/// The party of a name in a form.
fn party(scene: &Scene<'_>, people: &People<'_, '_>, filing: &Filing, name: NameId) -> Option<PartyId> {
    let span = filing.names.get(name)?.span;
    scene.tokens_in(span).find_map(|token| people.at(token))
}

/// The counts of a defendant, those of one offence that fared alike together.
fn of_defendant(scene: &Scene<'_>, filing: &Filing, name: NameId, party: PartyId, formed: &mut Formed) {
    let mut groups: Vec<(String, Vec<Step>, Vec<CountId>)> = Vec::new();
    for (id, count) in filing.counts.iter().enumerate().filter(|(_, c)| c.defendants.contains(&name)) {
        let own = |s: &&FormStep| s.who.contains(&name) && s.counts.contains(&id);
        let steps: Vec<Step> = filing.steps.iter().filter(own).map(|s| step(scene, filing, s)).collect();
        if steps.is_empty() {
            continue;
        }
        let text = offence_of(scene, count);
        let fate = |steps: &[Step]| steps.iter().map(|s| (s.status, s.date)).collect::<Vec<_>>();
        let key = OffenceKey::new(&text);
        let same = groups
            .iter_mut()
            .find(|(other, told, _)| OffenceKey::new(other).same(&key) && fate(told) == fate(&steps));
        match same {
            Some((_, _, counts)) => counts.push(id),
            None => groups.push((text, steps, vec![id])),
        }
    }
    let keys: Vec<OffenceKey> = groups.iter().map(|(text, _, _)| OffenceKey::new(text)).collect();
    for (at, (text, steps, counts)) in groups.into_iter().enumerate() {
        let numbers: Vec<u32> = counts
            .iter()
            .filter_map(|c| filing.counts.get(*c))
            .flat_map(|c| c.numbers.iter().copied())
            .collect();
        // counts of one offence that fared differently are told apart by their numbers
        let several =
            keys.iter().enumerate().any(|(o, k)| o != at && !text.is_empty() && keys.get(at) == Some(k));
        let text = match several && !numbers.is_empty() {
            true => format!(
                "{text} ({} {})",
                if numbers.len() == 1 { "count" } else { "counts" },
                spoken(&numbers)
            ),
            false => text,
        };
        let said = u32::try_from(numbers.len()).ok().filter(|n| *n > 0);
        let mut history: Vec<Step> = Vec::new();
        for step in steps {
            match history.iter_mut().find(|s| {
                s.status == step.status && (s.date == step.date || s.date.is_none() || step.date.is_none())
            }) {
                Some(twin) if twin.date.is_none() => *twin = step,
                Some(_) => {}
                None => history.push(step),
            }
        }
        // what is told to have ended is not told to be pending
        if history.iter().any(|s| s.status > Status::Amended) {
            history.retain(|s| s.status != Status::Pending);
        }
        let code = code(scene, &text);
        formed.charges.push(Charge {
            defendant: party,
            offence: (!text.is_empty()).then_some(Offence { text, code }),
            counts: said,
            numbers,
            history,
            current: Status::Charged,
            enhances: None,
        });
        formed.counts.push(counts);
    }
}

/// "2-3, 5".
fn spoken(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut().filter(|(_, last)| last.checked_add(1) == Some(*number)) {
            Some((_, last)) => *last = *number,
            None => runs.push((*number, *number)),
        }
    }
    let said = |(first, last): &(u32, u32)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    };
    runs.iter().map(said).collect::<Vec<_>>().join(", ")
}

/// The offence's name: the form's words, what the statute is called, or else the statute. Capitals of a form are no
/// part of it. Empty for a count that is known by its number alone.
fn offence_of(scene: &Scene<'_>, count: &FormCount) -> String {
    if let Some(called) = &count.called {
        return called.clone();
    }
    let Some(span) = count.offence else { return String::new() };
    let Some(text) = named(scene.words, &scene.document.text, span, "") else { return String::new() };
    let weighty = |w: &&str| w.chars().count() > 3 && w.chars().all(|c| c.is_alphabetic() || c == '-');
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    match text.split_whitespace().filter(weighty).all(capital) && text.split_whitespace().any(|w| weighty(&w))
    {
        true => text.to_lowercase(),
        // "Dangerous driving" begins a line
        false => {
            let mut letters = text.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
            match letters.as_str().starts_with(char::is_lowercase) {
                true => format!("{first}{}", letters.as_str()),
                false => text,
            }
        }
    }
}

fn code(scene: &Scene<'_>, offence: &str) -> Option<String> {
    let list = scene.words.list("offences")?;
    list.value(&offence.to_lowercase(), "code").filter(|code| !code.is_empty()).map(str::to_owned)
}

fn step(scene: &Scene<'_>, filing: &Filing, told: &FormStep) -> Step {
    Step {
        surface: scene.words_of(told.span).split_whitespace().take(6).collect::<Vec<_>>().join(" "),
        date: told.date.and_then(|span| day(scene, filing, span)),
        by: told.by.clone(),
        prejudice: told.prejudice.clone(),
        confidence: 0.95,
        ..Step::asserted(told.status, Evidence { span: told.span, rule: told.rule.to_string() })
    }
}

/// The day that some words of a form are: figures in the order of the court's country, or as sentences have days.
pub(crate) fn day(scene: &Scene<'_>, filing: &Filing, span: Span) -> Option<Period> {
    let said = scene.words_of(span).trim_matches(|c: char| !c.is_alphanumeric());
    let figures: Vec<Option<i16>> =
        said.split_whitespace().next()?.split(['/', '-']).map(|part| part.parse().ok()).collect();
    if let [Some(a), Some(b), Some(year)] = figures[..] {
        if a > 31 {
            return Period::new(a, i8::try_from(b).ok(), i8::try_from(year).ok());
        }
        let year = if year < 100 { 2000 + year } else { year };
        let (month, day) = match (filing.month_first, a > 12, b > 12) {
            (_, true, false) | (false, false, false) => (b, a),
            _ => (a, b),
        };
        // where the country is not known, figures that fit both orders are no day
        return Period::new(year, i8::try_from(month).ok(), i8::try_from(day).ok());
    }
    scene.dates.told_in(scene.findings, span, &[]).into_iter().next()
}

/// Joins what the sentences say to what the form says. Of a defendant whose counts the form lists, the sentences add
/// steps to those counts; an offence that they only bring up is none of the paper's counts.
pub(crate) fn join(scene: &Scene<'_>, formed: &Formed, told: Vec<Charge>) -> Vec<Charge> {
    let mut all = formed.charges.clone();
    for charge in told {
        let own: Vec<usize> = (0..formed.charges.len())
            .filter(|c| formed.charges.get(*c).is_some_and(|f| f.defendant == charge.defendant))
            .collect();
        if own.is_empty() {
            all.push(charge);
            continue;
        }
        let key = charge.offence.as_ref().map(|o| OffenceKey::new(&o.text));
        let fits = |c: &usize| {
            let form = all.get(*c).and_then(|f| f.offence.as_ref()).map(|o| OffenceKey::new(&o.text));
            matches!((&key, form), (Some(a), Some(b)) if a.within(&b) || b.within(a))
        };
        let opens = |s: &Step| {
            matches!(
                s.status,
                Status::Arrested | Status::Charged | Status::Indicted | Status::Pending | Status::Arraigned
            )
        };
        match own.iter().copied().find(fits) {
            Some(at) => {
                let Some(form) = all.get_mut(at) else { continue };
                for step in charge.history {
                    if !form.history.iter().any(|s| s.status == step.status) && !opens(&step) {
                        form.history.push(step);
                    }
                }
            }
            None if charge.history.iter().all(opens) || charge.offence.is_none() => {}
            None => all.push(charge),
        }
    }
    for charge in all.iter_mut().take(formed.charges.len()) {
        crate::charges::settle(scene, charge);
    }
    all
}
