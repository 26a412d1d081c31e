//! What people decide: accept, reject, edit, add, join, split, undo; each is kept with who and when.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use factum::casebook::{Casebook, Decision, Target};

use crate::asked::pairs;
use crate::desk::Desk;
use crate::pages::{failed, step};
use crate::problem::Problem;

/// Keeps what a form decides, and goes back to where it was decided.
pub(crate) async fn decide(
    State(desk): State<Arc<Desk>>,
    Path(what): Path<String>,
    body: String,
) -> Response {
    let form = Form(pairs(&body));
    let of = Arc::clone(&desk);
    let work = move || match kept(&of, &what, &form) {
        Ok(()) => Redirect::to(&form.back()).into_response(),
        // what was typed must not be lost
        Err(problem) if what == "add" => step::again(&of, form.text("source"), form.values(), &problem),
        Err(problem) => failed(&of, &problem, false),
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        Err(error) => failed(&desk, &Problem::ours(error), false),
    }
}

/// Keeps what a form decides.
fn kept(desk: &Desk, what: &str, form: &Form) -> Result<(), Problem> {
    let decisions = desk.ask(|casebook| decisions(casebook, what, form))?;
    for decision in &decisions {
        let pen = desk.pen()?;
        desk.write(|casebook| Ok(casebook.decide(decision, &desk.settings.by, &pen)?))?;
    }
    Ok(())
}

/// The pairs of a form.
struct Form(Vec<(String, String)>);

impl Form {
    fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f String> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value)
    }

    fn need(&self, name: &str) -> Result<&str, Problem> {
        Some(self.text(name))
            .filter(|t| !t.is_empty())
            .ok_or_else(|| Problem::wrong(format!("the form has no `{name}`")))
    }

    fn values(&self) -> step::Values {
        step::Values::of(|name| self.text(name).to_owned())
    }

    /// Where to go on: the document whose step was added, else as the form says.
    fn back(&self) -> String {
        match self.text("source") {
            "" => back(self.text("back")),
            source => format!("/sources/{}", crate::words::digits(source)),
        }
    }
}

/// A page of ours to go back to; the queue where none is given.
fn back(text: &str) -> String {
    let ours =
        text.strip_prefix('/').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let plain = text.chars().all(|c| c.is_ascii_graphic());
    if ours && plain { text.to_owned() } else { "/review".to_owned() }
}

fn decisions(casebook: &Casebook, what: &str, form: &Form) -> Result<Vec<Decision>, Problem> {
    let one = |decision| Ok(vec![decision]);
    match what {
        "accept" => {
            let names = form.all("fact");
            let accept = |name: &String| Ok(Decision::Accept { fact: target(casebook, name)? });
            let accepted: Vec<Decision> = names.map(accept).collect::<Result<_, Problem>>()?;
            if accepted.is_empty() {
                return Err(Problem::wrong("the form names no fact"));
            }
            Ok(accepted)
        }
        "reject" => one(Decision::Reject {
            fact: target(casebook, form.need("fact")?)?,
            why: form.text("why").to_owned(),
        }),
        "edit" => {
            let fact = target(casebook, form.need("fact")?)?;
            let other = ["fact", "back"];
            let set: Vec<(String, String)> = form
                .0
                .iter()
                .filter(|(name, value)| !other.contains(&name.as_str()) && !value.trim().is_empty())
                .map(|(name, value)| (name.clone(), value.trim().to_owned()))
                .collect();
            if set.is_empty() {
                return Err(Problem::wrong("nothing was changed; give at least one field a new value"));
            }
            one(Decision::Edit { fact, set })
        }
        "join" => one(Decision::Join { a: party(casebook, form, "a")?, b: party(casebook, form, "b")? }),
        "split" => one(Decision::Split { a: party(casebook, form, "a")?, b: party(casebook, form, "b")? }),
        "add" => one(step::decision(casebook, form.need("source")?, &form.values())?),
        "undo" => {
            form.need("decision")?;
            let undo = |number: &String| {
                let decision = number.parse();
                let decision = decision.map_err(|_| Problem::wrong(format!("`{number}` is no decision")))?;
                Ok(Decision::Undo { decision })
            };
            form.all("decision").map(undo).collect()
        }
        other => Err(Problem::missing(format!(
            "`{other}` decides nothing; expected accept, reject, edit, add, join, split or undo"
        ))),
    }
}

fn target(casebook: &Casebook, name: &str) -> Result<Target, Problem> {
    let facts = casebook.fact(name)?;
    let fact = facts.first().ok_or_else(|| Problem::missing(format!("The casebook has no fact {name}.")))?;
    Ok(Target::of(fact))
}

/// A party, given as the document's id, a space, and the name there.
fn party(casebook: &Casebook, form: &Form, which: &str) -> Result<(String, String), Problem> {
    let both = form.need(which)?;
    let (document, name) =
        both.split_once(' ').ok_or_else(|| Problem::wrong("a party is given as document and name"))?;
    let held = casebook.document_at(document)?;
    if !held.record.parties.iter().any(|p| p.name == name) {
        return Err(Problem::wrong(format!("{document} names no “{name}”")));
    }
    Ok((held.document.id, name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_leads_to_a_page_of_ours_alone() {
        for (given, to) in [
            ("/people/ab?as_of=2023", "/people/ab?as_of=2023"),
            ("//evil.example", "/review"),
            ("/\\evil.example", "/review"),
            ("https://evil.example", "/review"),
            ("/a\r\nSet-Cookie: x", "/review"),
            ("", "/review"),
        ] {
            assert_eq!(back(given), to, "{given}");
        }
    }
}
