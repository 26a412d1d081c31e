//! A form to add a step that no rule read: who, what, when, and the words of the document that say it.

use askama::Template;
use axum::response::Response;
use factum::casebook::{Casebook, Decision, Held};
use factum::types::{Period, Status};
use factum::wire;
use serde_json::{Value, json};

use super::{Made, Page, Question, failed, whole};
use crate::asked::Asked;
use crate::desk::Desk;
use crate::frame::Frame;
use crate::hand::places;
use crate::problem::Problem;
use crate::words::{digits, procedure, short};

#[derive(Template)]
#[template(path = "step.html")]
struct Step {
    f: Frame,
    document: String,
    href: String,
    id: String,
    problem: String,
    values: Values,
    /// Whom the document names, and for what.
    people: Vec<String>,
    offences: Vec<String>,
    /// Name and words of each status.
    statuses: Vec<(&'static str, String)>,
}

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values {
    words: String,
    person: String,
    offence: String,
    status: String,
    date: String,
}

impl Values {
    /// Of the pairs of a form or of an address.
    pub(crate) fn of(text: impl Fn(&str) -> String) -> Values {
        Values {
            words: text("words"),
            person: text("person_named"),
            offence: text("offence"),
            status: text("status"),
            date: text("date"),
        }
    }
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let [id, "step"] = q.rest.as_slice() else {
        return Err(Problem::missing(format!("There is no page {}.", q.path)));
    };
    let values = Values::of(|name| q.asked.field(name).to_owned());
    Ok(Box::new(made(q.desk, q.asked, &format!("sha256:{id}"), values, "")?))
}

/// The form of a document; `problem` is what was wrong with it the last time.
fn made(desk: &Desk, asked: &Asked, id: &str, values: Values, problem: &str) -> Result<Step, Problem> {
    let held = desk.ask(|casebook| Ok(casebook.document_at(id)?))?;
    let people = held.record.parties.iter().map(|p| p.name.clone());
    let offences = held.record.charges.iter().filter_map(|c| Some(c.offence.as_ref()?.text.clone()));
    let (mut people, mut offences): (Vec<_>, Vec<_>) = (people.collect(), offences.collect());
    for all in [&mut people, &mut offences] {
        all.sort();
        all.dedup();
    }
    let statuses = Status::ALL.iter().map(|s| (s.as_str(), procedure().row(*s).words.clone()));
    let document = held.document.title.clone().unwrap_or_else(|| short(&held.document.path).to_owned());
    Ok(Step {
        f: Frame::bare(desk, asked, &format!("/sources/{}/step", digits(id)), "Add a step"),
        document,
        href: asked.to(&format!("/sources/{}", digits(id))),
        id: id.to_owned(),
        problem: problem.to_owned(),
        values,
        people,
        offences,
        statuses: statuses.collect(),
    })
}

/// The form once more, with what is wrong with it.
pub(crate) fn again(desk: &Desk, source: &str, values: Values, problem: &Problem) -> Response {
    let page = made(desk, &Asked::default(), source, values, &problem.words);
    match page.and_then(|page| Ok(page.render()?)) {
        Ok(text) => whole(problem.status, false, text),
        Err(_) => failed(desk, problem, false),
    }
}

/// The decision that a form stands for.
pub(crate) fn decision(casebook: &Casebook, source: &str, values: &Values) -> Result<Decision, Problem> {
    let need = |value: &str, what: &str| match value.trim().is_empty() {
        true => Err(Problem::wrong(format!("The step needs {what}."))),
        false => Ok(value.trim().to_owned()),
    };
    let Held { document, .. } = casebook.document_at(source)?;
    let words = need(&values.words, "its words, as they stand in the document")?;
    let person = need(&values.person, "the person whose charge it is about")?;
    let status = need(&values.status, "what it came to")?;
    let date = Some(values.date.trim().to_owned()).filter(|d| !d.is_empty());
    if let Some(date) = date.as_deref().filter(|d| d.parse::<Period>().is_err()) {
        return Err(Problem::wrong(format!(
            "“{date}” is no day; expected one like 2023-04-20, 2023-04 or 2023, or nothing."
        )));
    }
    let span = match places(&document.text, &words).as_slice() {
        [one] => *one,
        [] => return Err(Problem::wrong("These words do not stand in the document.")),
        more => {
            return Err(Problem::wrong(format!(
                "These words stand in the document {} times; give more of them.",
                more.len()
            )));
        }
    };
    Ok(Decision::Add {
        source: document.id.clone(),
        person,
        offence: Some(values.offence.trim().to_owned()).filter(|o| !o.is_empty()),
        status,
        date,
        words: span.of(&document.text).to_owned(),
        start: span.start,
        stop: span.end,
    })
}

impl Page for Step {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        let statuses = self.statuses.iter().map(|(name, words)| json!({"status": name, "words": words}));
        json!({
            "version": wire::VERSION,
            "source": self.id,
            "people": self.people,
            "offences": self.offences,
            "statuses": statuses.collect::<Vec<_>>(),
        })
    }
}
