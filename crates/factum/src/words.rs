//! Words that every door says alike: of steps, of what people are reported to say, and of the sources' own lines.

use factum_record::{HistoryStep, Saying};
use factum_types::{Act, Mode, Status};

/// Runs of white space as one space.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Who took part in an event and how, in words that leave open whether it was so: a document may say of anybody that
/// they did something.
pub fn participant(kind: &str, name: &str, role: &str) -> String {
    match (kind, role) {
        // whoever resigns or is arrested is the one whom the event is about
        ("resignation" | "appointment" | "hearing" | "ruling" | "search" | "arrest", "agent")
        | (_, "subject") => name.to_owned(),
        (_, "agent") => format!("{name} (said to have done it)"),
        _ => format!("{name} ({})", role.replace('_', " ")),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_called_the_agent_of_a_killing() {
        let of = |kind, role| participant(kind, "Ada Quill", role);
        assert_eq!(of("shooting", "agent"), "Ada Quill (said to have done it)");
        assert_eq!(of("shooting", "victim"), "Ada Quill (victim)");
        assert_eq!(of("arrest", "subject"), "Ada Quill");
        assert_eq!(of("resignation", "agent"), "Ada Quill");
    }
}
