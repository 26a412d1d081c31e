//! The list of decisions: who decided what and when; each can be taken back.

use askama::Template;
use factum::casebook::Kept;
use factum::wire;
use serde_json::{Value, json};

use super::{Made, Page, Question};
use crate::frame::Frame;

#[derive(Template)]
#[template(path = "decisions.html")]
struct Decisions {
    f: Frame,
    kept: Vec<Kept>,
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let mut kept = q.desk.ask(|casebook| Ok(casebook.decisions(None)?))?;
    kept.reverse();
    Ok(Box::new(Decisions { f: Frame::bare(q.desk, q.asked, q.path, "Decisions"), kept }))
}

impl Page for Decisions {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        let one = |k: &Kept| json!({"number": k.number, "at": k.at, "who": k.who, "decision": k.decision.to_string(), "holds": k.holds});
        json!({"version": wire::VERSION, "decisions": self.kept.iter().map(one).collect::<Vec<_>>()})
    }
}
