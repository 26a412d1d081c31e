//! Offences that name another within them: failing to report abuse is no abuse, concealing a murder no murder.

/// Words that make of an offence another one that only looks to it, by their beginnings.
const LOOK_TO: &[&str] = &[
    "accessor",
    "aid",
    "assist",
    "attempt",
    "compound",
    "conceal",
    "conspir",
    "cover",
    "encourag",
    "fail",
    "false",
    "harbor",
    "harbour",
    "hiding",
    "incit",
    "ignor",
    "misprision",
    "neglect",
    "obstruct",
    "permit",
    "plan",
    "plot",
    "prepar",
    "promot",
    "report",
    "solicit",
    "threat",
];

/// Which of those words the name of an offence holds.
fn looks_to(offence: &str) -> Vec<&'static str> {
    let lower = offence.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    LOOK_TO.iter().copied().filter(|l| words.iter().any(|w| w.starts_with(l))).collect()
}

/// Whether two names can be of one offence as far as such words tell: both look to another offence in the same way,
/// or neither does.
pub(super) fn alike(a: &str, b: &str) -> bool {
    looks_to(a) == looks_to(b)
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn what_only_looks_to_an_offence_is_another_one() {
        assert!(alike("murder", "second-degree murder"));
        assert!(alike("attempted murder", "attempted first-degree murder"));
        for (a, b) in [
            ("failure to report child abuse", "child abuse"),
            ("concealing a murder", "murder"),
            ("conspiracy to commit fraud", "fraud"),
            ("accessory to robbery", "robbery"),
            ("attempted theft", "theft"),
        ] {
            assert!(!alike(a, b), "{a}, {b}");
        }
    }
}
