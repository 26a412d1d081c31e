//! Punishments in words: `P18M` is "18 months".

/// An amount as a person would say it; what has another form is given as it is.
pub fn amount(text: &str) -> String {
    let Some((from, to)) = text.split_once('/') else {
        return duration(text).map_or_else(|| text.to_owned(), |parts| said(&parts));
    };
    match (duration(from), duration(to)) {
        (Some(a), Some(b)) => match (a.as_slice(), b.as_slice()) {
            ([(n, unit)], [(_, same)]) if unit == same => format!("{n} to {}", said(&b)),
            _ => format!("{} to {}", said(&a), said(&b)),
        },
        (Some(a), None) => format!("{} to {to}", said(&a)),
        _ => text.to_owned(),
    }
}

/// The parts of an ISO 8601 duration: numbers and units.
fn duration(text: &str) -> Option<Vec<(u32, &'static str)>> {
    let mut parts = Vec::new();
    let mut is_time = false;
    let mut digits = String::new();
    for c in text.strip_prefix('P')?.chars() {
        match c {
            'T' if digits.is_empty() => is_time = true,
            '0'..='9' => digits.push(c),
            _ => {
                let unit = match (c, is_time) {
                    ('Y', false) => "year",
                    ('M', false) => "month",
                    ('W', false) => "week",
                    ('D', false) => "day",
                    ('H', true) => "hour",
                    ('M', true) => "minute",
                    _ => return None,
                };
                parts.push((std::mem::take(&mut digits).parse().ok()?, unit));
            }
        }
    }
    (digits.is_empty() && !parts.is_empty()).then_some(parts)
}

fn said(parts: &[(u32, &str)]) -> String {
    let part = |(n, unit): &(u32, &str)| if *n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") };
    parts.iter().map(part).collect::<Vec<_>>().join(" ")
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
            ("P1Y6M", "1 year 6 months"),
            ("P3Y6M/P7Y", "3 years 6 months to 7 years"),
            ("P18", "P18"),
        ] {
            assert_eq!(amount(text), words);
        }
    }
}
