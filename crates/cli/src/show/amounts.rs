//! Punishments in words: `P18M` is "18 months".

/// An amount as a person would say it; what has another form is given as it is.
pub(super) fn amount(text: &str) -> String {
    match text.split_once('/') {
        Some((from, to)) => match (duration(from), duration(to)) {
            (Some((a, unit)), Some((b, same))) if unit == same => format!("{a} to {}", counted(b, same)),
            (Some((a, unit)), None) => format!("{} to {to}", counted(a, unit)),
            (Some((a, unit)), Some((b, other))) => format!("{} to {}", counted(a, unit), counted(b, other)),
            _ => text.to_owned(),
        },
        None => duration(text).map_or_else(|| text.to_owned(), |(n, unit)| counted(n, unit)),
    }
}

fn duration(text: &str) -> Option<(u32, &'static str)> {
    let body = text.strip_prefix('P')?;
    let (body, is_time) = body.strip_prefix('T').map_or((body, false), |rest| (rest, true));
    let unit = match (body.chars().last()?, is_time) {
        ('Y', false) => "year",
        ('M', false) => "month",
        ('W', false) => "week",
        ('D', false) => "day",
        ('H', true) => "hour",
        _ => return None,
    };
    Some((body.get(..body.len() - 1)?.parse().ok()?, unit))
}

fn counted(n: u32, unit: &str) -> String {
    if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_read_as_said() {
        for (text, words) in [
            ("P18M", "18 months"),
            ("P1Y", "1 year"),
            ("P5Y/P10Y", "5 to 10 years"),
            ("P6M/P2Y", "6 months to 2 years"),
            ("P25Y/life", "25 years to life"),
            ("PT200H", "200 hours"),
            ("life", "life"),
            ("USD 5000", "USD 5000"),
            ("P1Y6M", "P1Y6M"),
        ] {
            assert_eq!(amount(text), words);
        }
    }
}
