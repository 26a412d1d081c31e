//! What is handed to others: one function a format, each from a [`View`] to bytes.
//!
//! Every format obeys the same laws: a charge never stands without its latest status and the day of that knowledge;
//! every line has the words of its source; nothing that a document says is markup or a formula in the output; and
//! no clock and no machine shows in it. Whose names are withheld is decided before, by
//! [`View::withholding`](factum_record::View::withholding).

mod annotations;
mod csv;
mod docx;
mod followthemoney;
mod html;
mod rows;
mod timelinejs;

use factum_record::{Clash, Reason, View};
use factum_types::ConflictKind;

/// A form in which a record is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The whole record as JSON, as `factum case --json` prints it.
    Json,
    /// A table with one row a charge.
    ChargesCsv,
    /// A table with one row a fact and source.
    FactsCsv,
    /// A table with one row a defendant, for codebooks.
    CasesCsv,
    /// A chronology as one page.
    Html,
    /// The same for a word processor.
    Docx,
    /// FollowTheMoney entities, a line of JSON each.
    FollowTheMoney,
    /// W3C web annotations.
    Annotations,
    /// A timeline for TimelineJS.
    TimelineJs,
}

/// A record in one of the formats; `withheld` has a reason for each name that was left out.
///
/// # Errors
/// Where a container format cannot be put together: the reason.
pub fn export(view: &View, withheld: &[Reason], format: Format) -> Result<Vec<u8>, String> {
    let text = match format {
        Format::Json => json(&crate::wire::case(view)),
        Format::ChargesCsv => csv::charges(view),
        Format::FactsCsv => csv::facts(view),
        Format::CasesCsv => csv::cases(view),
        Format::Html => html::page(view, withheld),
        Format::Docx => return docx::document(view, withheld),
        Format::FollowTheMoney => followthemoney::entities(view),
        Format::Annotations => json(&annotations::page(view)),
        Format::TimelineJs => json(&timelinejs::timeline(view)),
    };
    Ok(text.into_bytes())
}

fn json(value: &serde_json::Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// What the sides of a conflict differ in; said with it where one source tells the thing in both ways.
fn differ_in(clash: &Clash) -> String {
    let one = clash.kind == ConflictKind::Variance && clash.is_of_one_source();
    format!("{}{}", clash.what, if one { "; one source says both" } else { "" })
}

/// What is said of the names that were left out; empty where none was.
fn withheld_words(withheld: &[Reason]) -> String {
    let all = [Reason::NotCharged, Reason::Minor, Reason::Victim, Reason::Sealed];
    let count = |reason: &Reason| withheld.iter().filter(|r| *r == reason).count();
    let parts = all.iter().filter(|r| count(r) > 0).map(|r| format!("{} ({})", r.as_str(), count(r)));
    match withheld.len() {
        0 => String::new(),
        n => format!("{n} names withheld: {}.", parts.collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests;
