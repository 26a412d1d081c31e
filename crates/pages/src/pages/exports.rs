//! The forms in which the record is handed to others.

use askama::Template;
use factum::record::Reason;
use factum::wire;
use serde_json::{Value, json};

use super::{Made, Page, Question};
use crate::frame::{Frame, framed};
use crate::handing::FORMS;

#[derive(Template)]
#[template(path = "export.html")]
struct Exports {
    f: Frame,
    /// What it is, its address, the name of the file, and the address with all names.
    forms: Vec<(&'static str, String, &'static str, String)>,
    /// How many names are withheld, by reason.
    withheld: Vec<(usize, &'static str)>,
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let (f, seen) = framed(q.desk, q.asked, q.path, "Export")?;
    let (_, reasons) = seen.view.clone().withholding();
    let mut withheld: Vec<(usize, &'static str)> = Vec::new();
    for reason in [Reason::NotCharged, Reason::Minor, Reason::Victim, Reason::Sealed] {
        let n = reasons.iter().filter(|r| **r == reason).count();
        if n > 0 {
            withheld.push((n, reason.as_str()));
        }
    }
    let forms = FORMS.iter().map(|(name, _, file, _, what)| {
        let path = format!("/export/{name}");
        (*what, q.asked.to(&path), *file, q.asked.with(&path, "names", "all"))
    });
    Ok(Box::new(Exports { f, forms: forms.collect(), withheld }))
}

impl Page for Exports {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        let forms =
            self.forms.iter().map(|(what, href, file, _)| json!({"what": what, "at": href, "file": file}));
        let withheld = self.withheld.iter().map(|(n, why)| json!({"names": n, "why": why}));
        json!({"version": wire::VERSION, "forms": forms.collect::<Vec<_>>(), "withheld": withheld.collect::<Vec<_>>()})
    }
}
