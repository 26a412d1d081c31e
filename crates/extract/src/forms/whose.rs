//! Whose a count is: of several defendants only those whom the charging words name.

use factum_types::NameId;

use super::Reader;

impl Reader<'_> {
    /// The defendants whom a count's own words charge: "the defendants, MARA QUILL and TOBIAS FERN, …", "LEO MARSH, the
    /// defendant, …". A defendant whom the words only mention is not charged by them.
    pub(super) fn charged_by(&self, words: &str) -> Vec<NameId> {
        let all = self.defendants();
        if all.len() == 1 {
            return all;
        }
        let lower = words.to_lowercase();
        let mut found: Vec<NameId> = Vec::new();
        let mut nameless = false;
        for (at, said) in lower.match_indices("defendant") {
            let end = at
                + said.len()
                + usize::from(lower.get(at + said.len()..).is_some_and(|r| r.starts_with('s')));
            let behind = run_behind(words.get(end..).unwrap_or_default());
            let before = run_before(words.get(..at).unwrap_or_default());
            let named = self.named_in(&format!("{before} ; {behind}"), &all);
            nameless |= named.is_empty()
                && end > at + said.len()
                && !lower.get(..at).unwrap_or_default().ends_with("co-");
            found.extend(named);
        }
        found.sort_unstable();
        found.dedup();
        if found.is_empty() && nameless { all } else { found }
    }

    /// Of some defendants those whose names stand in some words.
    pub(super) fn named_in(&self, words: &str, of: &[NameId]) -> Vec<NameId> {
        of.iter().copied().filter(|name| self.place_of(*name, words).is_some()).collect()
    }

    /// Where some words name a defendant: by the surname, or by the whole name where two have that surname.
    pub(super) fn place_of(&self, name: NameId, words: &str) -> Option<usize> {
        let parts = |name: NameId| -> Vec<String> {
            let known = self.filing.names.get(name);
            let said = known.map_or("", |n| n.span.of(self.text)).to_lowercase();
            let parts: Vec<String> = said
                .split([' ', ',', '\n'])
                .map(|part| part.trim_matches('.').to_owned())
                .filter(|part| {
                    !part.is_empty() && !matches!(part.as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
                })
                .collect();
            match known.is_some_and(|n| n.surname_first) {
                true => parts.into_iter().rev().collect(),
                false => parts,
            }
        };
        let own = parts(name);
        let surname = own.last()?;
        let shared =
            self.defendants().iter().any(|other| *other != name && parts(*other).last() == Some(surname));
        let lower = words.to_lowercase();
        let is_word = |at: usize, len: usize| {
            let before = lower.get(..at).and_then(|b| b.chars().next_back());
            let after = lower.get(at + len..).and_then(|a| a.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        let at =
            lower.match_indices(surname.as_str()).map(|(at, _)| at).find(|at| is_word(*at, surname.len()))?;
        let given = own.first()?;
        (!shared || lower.match_indices(given.as_str()).any(|(at, _)| is_word(at, given.len()))).then_some(at)
    }
}

/// The names behind "defendant": words with capitals, and what joins them.
fn run_behind(words: &str) -> &str {
    let mut end = 0;
    for word in words.split_inclusive(char::is_whitespace) {
        let bare = word.trim().trim_matches(|c: char| !c.is_alphanumeric());
        let joins =
            matches!(bare.to_lowercase().as_str(), "" | "and" | "a/k/a" | "aka" | "also" | "known" | "as");
        if !joins && !bare.starts_with(char::is_uppercase) {
            break;
        }
        end += word.len();
    }
    words.get(..end).unwrap_or_default()
}

/// The names before ", the defendant".
fn run_before(words: &str) -> &str {
    let trimmed = words.trim_end();
    let trimmed = trimmed.strip_suffix("the").map_or(trimmed, str::trim_end);
    if !trimmed.ends_with(',') {
        return "";
    }
    let mut start = trimmed.len();
    for word in trimmed.split_inclusive(char::is_whitespace).rev() {
        let bare = word.trim().trim_matches(|c: char| !c.is_alphanumeric());
        let joins = matches!(bare.to_lowercase().as_str(), "" | "and");
        if !joins && !bare.starts_with(char::is_uppercase) {
            break;
        }
        start -= word.len();
    }
    trimmed.get(start..).unwrap_or_default()
}
