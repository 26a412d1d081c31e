//! Lengths of time and sums of money, from the sequence rules of kind `amount`.

use factum_types::{Span, TokenRange};

use super::SequenceMatch;
use crate::engine::Text;

/// A length of time or a sum of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) tokens: TokenRange,
    pub(crate) span: Span,
    /// ISO 8601 duration (`P18M`), range (`P5Y/P10Y`, `P25Y/life`), `life`, `death`, or money (`USD 5000`).
    pub(crate) value: String,
    pub(crate) money: bool,
}

pub(super) fn amounts(matches: &[SequenceMatch<'_>], text: &Text<'_>) -> Vec<Amount> {
    let mut found: Vec<Amount> = matches
        .iter()
        .filter(|m| &*m.rule.fact.name == "amount")
        .filter_map(|m| {
            let value = value(m)?;
            Some(Amount {
                span: text.span(&m.tokens),
                tokens: m.tokens.clone(),
                money: value.chars().take(3).all(|c| c.is_ascii_uppercase()) && value.contains(' '),
                value,
            })
        })
        .collect();
    found.sort_by_key(|a| a.tokens.start);
    found
}

/// The amount in the record's form, from the captures `n`, `unit`, `n2`, `unit2`, `sum` and the rule's `form`.
fn value(m: &SequenceMatch<'_>) -> Option<String> {
    let captured = |name: &str| m.captures.iter().find(|c| c.name == name).map(|c| c.value.as_str());
    let get = |name: &str| captured(name).or_else(|| m.rule.set.get(name).map(String::as_str));
    let length = |n: &str, unit: &str| -> Option<String> {
        // What "2.5 years" has over whole units is counted in the next smaller one.
        match (n.parse::<u32>(), unit) {
            (Ok(n), "H") => Some(format!("PT{n}H")),
            (Ok(n), unit) => Some(format!("P{n}{unit}")),
            (Err(_), "Y") => broken(n, "Y", 12.0, "M"),
            (Err(_), "M") => broken(n, "M", 30.0, "D"),
            _ => None,
        }
    };
    match m.rule.set.get("form").map(String::as_str) {
        Some("length") => length(get("n")?, get("unit")?),
        Some("mixed") => {
            // "11 years and six months", "five-and-a-half years"
            let (a, b) = (length(get("n")?, get("unit")?)?, length(get("n2")?, get("unit2")?)?);
            Some(format!("{a}{}", b.strip_prefix('P')?))
        }
        Some("half") => length(&format!("{}.5", get("n")?), get("unit")?),
        Some("range") => {
            let unit = get("unit")?;
            Some(format!(
                "{}/{}",
                length(get("n")?, get("unit1").unwrap_or(unit))?,
                length(get("n2")?, unit)?
            ))
        }
        Some("to-life") => Some(format!("{}/life", length(get("n")?, "Y")?)),
        Some("money") => get("sum").map(str::to_owned),
        Some(fixed) => Some(fixed.to_owned()),
        None => None,
    }
}

/// "2.5" years: whole units, and the rest in the smaller unit.
fn broken(n: &str, unit: &str, smaller: f64, name: &str) -> Option<String> {
    let n = n.parse::<f64>().ok().filter(|n| n.is_finite())?;
    let (whole, rest) = (n.floor(), (n.fract() * smaller).round());
    Some(match (whole > 0.0, rest > 0.0) {
        (true, true) => format!("P{whole:.0}{unit}{rest:.0}{name}"),
        (true, false) => format!("P{whole:.0}{unit}"),
        (false, _) => format!("P{rest:.0}{name}"),
    })
}
