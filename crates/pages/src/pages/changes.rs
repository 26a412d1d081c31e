//! What changed in the casebook itself: what newer rules read otherwise, which decisions lost their fact, what is gone.

use std::sync::Arc;

use askama::Template;
use factum::casebook::{Change, Difference, FactRow, Kept, Met, ReadBy};
use factum::record::LeftOut;
use factum::wire;
use factum::words::fold;
use serde_json::{Value, json};

use super::{Made, Page, Question};
use crate::desk::Seen;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::words::{Chip, Latest, procedure};

/// How many facts of one document are shown.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "changes.html")]
struct Changes {
    f: Frame,
    documents: Vec<Document>,
    adrift: Vec<Kept>,
    left_out: Vec<LeftOut>,
    all: Vec<Difference>,
}

/// A document that was read twice.
struct Document {
    address: String,
    href: String,
    version: i64,
    before: ReadBy,
    after: ReadBy,
    same: usize,
    rows: Vec<Row>,
    unlisted: usize,
    /// How the charges stand that the changes are about.
    latest: Vec<Latest>,
    decisions: Vec<Met>,
}

/// A fact that is not as it was.
struct Row {
    what: &'static str,
    kind: String,
    about: String,
    chip: Option<Chip>,
    words: String,
    /// Where it can be seen; a fact that is gone is seen where it was.
    href: String,
    /// Field, before, after.
    fields: Vec<(String, String, String)>,
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let of = q.asked.text("document");
    let (all, adrift) = q.desk.ask(|casebook| Ok((casebook.differences(of)?, casebook.adrift()?)))?;
    // only readings that differ are worth a look
    let all: Vec<Difference> = all.into_iter().filter(|d| !d.changes.is_empty()).collect();
    let documents = all.iter().map(|d| document(q, d)).collect::<Result<_, Problem>>()?;
    let left_out = q.desk.seen(q.asked).map(|seen| seen.view.left_out.clone()).unwrap_or_default();
    Ok(Box::new(Changes {
        f: Frame::bare(q.desk, q.asked, q.path, "Changes"),
        documents,
        adrift,
        left_out,
        all,
    }))
}

fn document(q: &Question<'_>, difference: &Difference) -> Result<Document, Problem> {
    let held = q.desk.ask(|casebook| Ok(casebook.document_at(&difference.address)?.document.id))?;
    let rows = difference.changes.iter().take(SHOWN).map(|change| row(q, change));
    Ok(Document {
        address: difference.address.clone(),
        href: q.asked.to(&format!("/sources/{}", crate::words::digits(&held))),
        version: difference.version,
        before: difference.before.clone(),
        after: difference.after.clone(),
        same: difference.same,
        rows: rows.collect(),
        unlisted: difference.changes.len().saturating_sub(SHOWN),
        latest: latest(q, difference)?,
        decisions: difference.decisions.clone(),
    })
}

fn row(q: &Question<'_>, change: &Change) -> Row {
    let value = |of: &Option<String>| of.as_deref().map_or_else(|| "nothing".to_owned(), fold);
    let (what, fact, fields) = match change {
        Change::Gone(fact) => ("no longer read", fact, Vec::new()),
        Change::Come(fact) => ("newly read", fact, Vec::new()),
        Change::Altered { after, fields, .. } => {
            let fields = fields.iter().map(|f| (f.field.clone(), value(&f.before), value(&f.after)));
            ("read otherwise", &**after, fields.collect())
        }
    };
    let about = [fact.who.as_deref(), fact.what.as_deref()].into_iter().flatten().map(fold);
    let status = fact.status.as_deref().and_then(|s| s.parse().ok());
    Row {
        what,
        kind: fact.kind.clone(),
        about: about.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        chip: status.map(|status| {
            let row = procedure().row(status);
            Chip::new(Some(row.state), row.words.clone())
        }),
        words: fold(&fact.quote),
        href: q.asked.to(&format!("/facts/{}", fact.name)),
        fields,
    }
}

/// Where the charges of everybody stand whose charge a change is about.
fn latest(q: &Question<'_>, difference: &Difference) -> Result<Vec<Latest>, Problem> {
    let of_charge = |row: &&FactRow| ["charge", "step", "penalty"].contains(&row.kind.as_str());
    let rows = difference.changes.iter().flat_map(|change| match change {
        Change::Gone(row) | Change::Come(row) => vec![row],
        Change::Altered { before, after, .. } => vec![&**before, &**after],
    });
    let mut people: Vec<String> = rows.filter(of_charge).filter_map(|row| row.who.clone()).collect();
    people.sort();
    people.dedup();
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let views = q.desk.views_of(&q.asked.latest(), &people)?;
    let of = |seen: &Arc<Seen>| -> Vec<Latest> {
        let view = &seen.view;
        let mut named: Vec<usize> = people.iter().flat_map(|name| view.named(name)).collect();
        named.sort_unstable();
        named.dedup();
        named.into_iter().flat_map(|at| view.outcomes(at)).map(|o| Latest::of(&o)).collect()
    };
    Ok(views.iter().flat_map(of).collect())
}

impl Page for Changes {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        let mut value = wire::differences(&self.all);
        let decision = |k: &Kept| json!({"number": k.number, "who": k.who, "at": k.at, "decision": k.decision.to_string()});
        if let Value::Object(fields) = &mut value {
            let adrift = self.adrift.iter().map(decision).collect::<Vec<_>>();
            fields.insert("adrift".to_owned(), json!(adrift));
            fields.insert("left_out".to_owned(), wire::left_out(&self.left_out));
        }
        value
    }
}
