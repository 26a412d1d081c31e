//! Words that every door says alike: of steps, of what people are reported to say, and of the sources' own lines.

use factum_record::{HistoryStep, Saying};
use factum_types::{Act, Mode, Status};

/// Runs of white space as one space.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// By whom, and with or without prejudice, where a source says so: " by the court with prejudice".
pub fn details(step: &HistoryStep) -> String {
    let by = match step.by.as_str() {
        "" | "not_stated" => String::new(),
        "jury" if step.status == Status::Indicted => " by a grand jury".to_owned(),
        by => format!(" by the {by}"),
    };
    let prejudice = match step.prejudice.as_str() {
        "with" => " with prejudice",
        "without" => " without prejudice",
        _ => "",
    };
    format!("{by}{prejudice}")
}

/// What a speaker did: "denied".
pub fn act(saying: &Saying) -> String {
    match (saying.act, saying.answer) {
        (Act::Decline, Some(answer)) => answer.as_str().replace('_', " "),
        (Act::Decline, None) => "gave no answer".to_owned(),
        (Act::Say, _) => "said".to_owned(),
        (Act::Allege, _) => "alleged".to_owned(),
        (Act::Deny, _) => "denied".to_owned(),
        (Act::Find, _) => "found".to_owned(),
    }
}

/// How it was given: "quoted"; empty for silence.
pub fn mode(saying: &Saying) -> &'static str {
    match (saying.act, saying.mode) {
        (Act::Decline, _) => "",
        (_, Mode::Direct) => "quoted",
        (_, Mode::Indirect) => "reported",
        (_, Mode::Mixed) => "partly quoted",
    }
}
