//! `cargo xtask oc-cases`: does a case's status follow the headlines of its releases?
//!
//! Each case under `../shared/corpora/oc-cases` is three or more dated releases of one prosecutor.
//! The release's own headline says the step ("MAN CONVICTED OF …"), and its first "Name Surname, 33," says who the
//! principal defendant is. Both are read here from the bytes of the file by the plain words below, with nothing of
//! Factum. Then the releases up to that one are learned by a case, and the furthest status of that person's charges is
//! compared: a conviction may be by plea, and a headline that brings a charge or a trial agrees with any status of a
//! charge that is open. What a release tells as a person's record from other cases (steps read by the rules
//! `prior.…`) is no status of this one. A headline without one of the words, and a release without such a name, is not judged, and the
//! share that was is printed.

use std::fs;
use std::path::Path;

use anyhow::Context;
use factum::record::{Ask, Case, HistoryStep, State, View};
use factum::types::Status;
use factum::{Engine, Hint, models, read};

use crate::{model, process};

/// What a headline says of its principal defendant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Open,
    Convicted,
    Sentenced,
    Ended,
}

/// Headline words and the step that they say; of several the one that stands first in this list.
const WORDS: &[(&str, Option<Step>)] = &[
    // What these do to the charge a headline does not tell.
    (" reverses ", None),
    (" sane ", None),
    (" to be sentenced ", Some(Step::Convicted)),
    (" recommends ", Some(Step::Convicted)),
    (" penalty phase ", Some(Step::Convicted)),
    (" sentenced ", Some(Step::Sentenced)),
    (" sentences ", Some(Step::Sentenced)),
    (" acquitted ", Some(Step::Ended)),
    (" dismissed ", Some(Step::Ended)),
    (" not guilty ", None),
    (" following conviction ", Some(Step::Convicted)),
    (" convicted ", Some(Step::Convicted)),
    (" found guilty ", Some(Step::Convicted)),
    (" pleads guilty ", Some(Step::Convicted)),
    (" pleaded guilty ", Some(Step::Convicted)),
    (" faces trial ", Some(Step::Open)),
    (" face trial ", Some(Step::Open)),
    (" to stand trial ", Some(Step::Open)),
    (" opening statements ", Some(Step::Open)),
    (" to be arraigned ", Some(Step::Open)),
    (" preliminary hearing ", Some(Step::Open)),
    (" charged ", Some(Step::Open)),
    (" charges filed ", Some(Step::Open)),
    (" indicted ", Some(Step::Open)),
    (" arrested ", Some(Step::Open)),
];

/// What came of one release.
enum Judged {
    Agrees,
    /// Expected, and what was found.
    Differs(Step, String),
    Not(&'static str),
}

/// Reads every case and prints how often the status follows; whether that is in at least 85 of 100.
pub(crate) fn run() -> anyhow::Result<bool> {
    let folder = process::root().join("../shared/corpora/oc-cases");
    if !folder.is_dir() {
        println!("skipped: {} is absent", folder.display());
        return Ok(true);
    }
    let path = model::fetch(models::catalogue().default_model(), None)?;
    let analyzer = factum::analyze::Analyzer::open(&path).with_context(|| path.display().to_string())?;
    let engine = Engine::new(analyzer)?;
    let mut counts = [[0usize; 2]; 4];
    let (mut releases, mut not_judged) = (0, std::collections::BTreeMap::<&str, usize>::new());
    for case in sorted(&folder)? {
        for (name, headline, judged) in one_case(&engine, &case)? {
            releases += 1;
            match judged {
                Judged::Agrees => {}
                Judged::Differs(expected, ref found) => {
                    println!("{name}: {headline}\n    expected {expected:?}, found {found}");
                }
                Judged::Not(why) => {
                    *not_judged.entry(why).or_default() += 1;
                    continue;
                }
            }
            if let Some(step) = step(&headline) {
                counts[step as usize][usize::from(matches!(judged, Judged::Agrees))] += 1;
            }
        }
    }
    println!();
    for (step, [differ, agree]) in
        [Step::Open, Step::Convicted, Step::Sentenced, Step::Ended].iter().zip(counts)
    {
        println!("{:10} {agree:4} of {:4} agree", format!("{step:?}"), agree + differ);
    }
    let agree: usize = counts.iter().map(|c| c[1]).sum();
    let judged: usize = counts.iter().flatten().sum();
    for (why, count) in &not_judged {
        println!("not judged {count:4}: {why}");
    }
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    println!("judged     {judged:4} of {releases:4} releases ({:.1} %)", share(judged, releases));
    println!("agree      {agree:4} of {judged:4} judged ({:.1} %)", share(agree, judged));
    Ok(agree * 100 >= judged * 85)
}

/// Each release of a case with its name, its headline and what came of it.
fn one_case(engine: &Engine, folder: &Path) -> anyhow::Result<Vec<(String, String, Judged)>> {
    let mut session = engine.session();
    let mut case = Case::default();
    let mut found = Vec::new();
    for file in sorted(folder)? {
        let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for document in read::read(&bytes, &Hint::new(file.display().to_string())).into_iter().flatten() {
            let told = session.told(document);
            case.learn(&told.document, told.record);
        }
        let headline = headline(&text);
        let judged = match (step(&headline), principal(&text)) {
            (None, _) => Judged::Not("the headline has none of the words"),
            (_, None) => Judged::Not("the release has no name with an age"),
            (Some(step), Some(name)) => judge(&case.view(Ask::default()), step, &name),
        };
        let short: String = headline.chars().take(100).collect();
        let stem = |p: &Path| p.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        found.push((format!("{} {}", stem(folder), stem(&file)), short, judged));
    }
    Ok(found)
}

fn judge(view: &View, expected: Step, name: &str) -> Judged {
    let statuses: Vec<Status> = view
        .charges
        .iter()
        .filter(|c| view.people.get(c.person).is_some_and(|p| goes_by(p, name)))
        .filter(|c| !c.history.iter().all(is_prior))
        .filter_map(|c| c.history.get(c.latest?).map(|s| s.status))
        .collect();
    let furthest = statuses.into_iter().max_by_key(|s| view.procedure.row(*s).rank);
    let Some(furthest) = furthest else {
        return Judged::Differs(expected, format!("no charge of {name}"));
    };
    let state = view.procedure.row(furthest).state;
    let agrees = match expected {
        Step::Open => state == State::Open,
        Step::Convicted => {
            matches!(furthest, Status::Convicted | Status::PleadedGuilty | Status::PleadedNoContest)
        }
        Step::Sentenced => furthest == Status::Sentenced,
        Step::Ended => state == State::Cleared,
    };
    if agrees { Judged::Agrees } else { Judged::Differs(expected, format!("{furthest} for {name}")) }
}

/// Whether a step is told as the person's record from other cases, and by nothing else.
fn is_prior(step: &HistoryStep) -> bool {
    step.witnesses.iter().all(|w| w.cite.rule.starts_with("prior."))
}

/// The first line of the page, without the site's name.
fn headline(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    line.rsplit_once(" - ").map_or(line, |(headline, _)| headline).trim().to_owned()
}

/// The step that a headline says, if it says one of those known.
fn step(headline: &str) -> Option<Step> {
    let plain: String =
        headline.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let words = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    WORDS.iter().find(|(word, _)| words.contains(word)).and_then(|(_, step)| *step)
}

/// The first name of two or more capitalized words that stands before an age between commas: "Tom Roe, 33, Dorn".
fn principal(text: &str) -> Option<String> {
    let mut before = "";
    let parts: Vec<&str> = text.split(',').collect();
    for part in &parts {
        let age = part.trim();
        if (age.len() == 2 && age.bytes().all(|b| b.is_ascii_digit()))
            && let Some(name) = last_name(before)
        {
            return Some(name);
        }
        before = part;
    }
    None
}

/// The capitalized words at the end of a stretch, if there are two or more.
fn last_name(stretch: &str) -> Option<String> {
    let line = stretch.rsplit(['\n', ';']).next().unwrap_or(stretch);
    // A full stop ends a sentence, but not behind an initial.
    let capital = |w: &&str| {
        w.chars().next().is_some_and(char::is_uppercase) && (!w.ends_with('.') || w.chars().count() == 2)
    };
    let mut words: Vec<&str> = line.split_whitespace().rev().take_while(capital).collect();
    words.reverse();
    (words.len() >= 2).then(|| words.join(" "))
}

/// Whether a person of the case is called so.
fn goes_by(person: &factum::record::Person, name: &str) -> bool {
    same_person(&person.name, name) || person.aliases.iter().any(|a| same_person(a, name))
}

/// Whether two names have the same first and last words. What the checker takes for a name may begin with a word that
/// is capitalized because it opens a sentence ("Son Tom Roe, 33").
fn same_person(ours: &str, theirs: &str) -> bool {
    let ends = |name: &str| {
        let lower = name.to_lowercase();
        let words: Vec<String> = lower.split_whitespace().map(str::to_owned).collect();
        (words.first().cloned(), words.last().cloned())
    };
    let behind = theirs.split_once(' ').map_or(theirs, |(_, rest)| rest);
    ends(ours) == ends(theirs) || behind.contains(' ') && ends(ours) == ends(behind)
}

/// What a folder holds, by name.
fn sorted(folder: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_says_its_step_or_none() {
        assert_eq!(step("MAN SENTENCED TO 10 YEARS FOR ARSON"), Some(Step::Sentenced));
        assert_eq!(step("JURY RECOMMENDS DEATH FOR MAN CONVICTED OF MURDER"), Some(Step::Convicted));
        assert_eq!(step("Baker to be Sentenced"), Some(Step::Convicted));
        assert_eq!(step("Baker Faces Trial for Arson"), Some(Step::Open));
        assert_eq!(step("Office Opens a New Building"), None);
    }

    #[test]
    fn the_principal_defendant_is_the_first_name_with_an_age() {
        let text = "DORN – A baker was charged today. Tom Roe, 33, Dorn, is charged with arson of Ann Bell, 29, Dorn.";
        assert_eq!(principal(text).as_deref(), Some("Tom Roe"));
        assert_eq!(principal("A baker, 33, was charged."), None);
    }
}
