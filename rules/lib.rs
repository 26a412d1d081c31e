//! What Factum knows of English and of criminal procedure, as text that a court reporter can read.
//!
//! The files stand beside this one; `README.md` there teaches the rule language.
//! This crate holds no logic: a list of files and nothing else.
//!
//! ```
//! let (path, text) = factum_rules::FILES[0];
//! assert!(path.ends_with(".toml") && text.contains("[[rule]]"));
//! ```

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        /// Every rule file and word list: its path under `rules/` and its text.
        pub const FILES: &[(&str, &str)] = &[$(($path, include_str!($path))),+];
    };
}

files!(
    "dates/calendar.toml",
    "dates/clock.toml",
    "dates/lengths.toml",
    "dates/parts.toml",
    "dates/references.toml",
    "dates/relative.toml",
    "dates/seasons.toml",
    "dates/sets.toml",
    "facts/accusation.toml",
    "facts/amendment.toml",
    "facts/amounts.toml",
    "facts/appeal.toml",
    "facts/arrest.toml",
    "facts/charge.toml",
    "facts/court-event.toml",
    "facts/declined.toml",
    "facts/dismissal.toml",
    "facts/filing.toml",
    "facts/incident-noun.toml",
    "facts/incident.toml",
    "facts/outcome.toml",
    "facts/penalty.toml",
    "facts/plea.toml",
    "facts/prior.toml",
    "facts/sentence.toml",
    "facts/standing.toml",
    "facts/statement.toml",
    "facts/trial.toml",
    "facts/verdict.toml",
    "forms/dispositions.toml",
    "forms/entries.toml",
    "forms/people.toml",
    "forms/sections.toml",
    "forms/sides.toml",
    "forms/titles.toml",
    "people/accused.toml",
    "people/age.toml",
    "people/alias.toml",
    "people/furniture.toml",
    "people/office.toml",
    "people/relative.toml",
    "people/victim.toml",
    "words/accusations.tsv",
    "words/accusing-words.tsv",
    "words/anaphoric-words.tsv",
    "words/approximators.tsv",
    "words/before-or-after.tsv",
    "words/bounds.tsv",
    "words/calendar-units.tsv",
    "words/centuries.tsv",
    "words/channels.tsv",
    "words/characterizations.tsv",
    "words/charge-kinds.tsv",
    "words/clock-words.tsv",
    "words/closing-words.tsv",
    "words/coming-upon.tsv",
    "words/corrected-papers.tsv",
    "words/count-modifiers.tsv",
    "words/dated-things.tsv",
    "words/day-part-plurals.tsv",
    "words/day-parts.tsv",
    "words/day-words.tsv",
    "words/decade-words.tsv",
    "words/deictic-words.tsv",
    "words/event-nouns.tsv",
    "words/event-verbs.tsv",
    "words/failing.tsv",
    "words/falsehoods.tsv",
    "words/finders.tsv",
    "words/first-acts.tsv",
    "words/first-names.tsv",
    "words/grades.tsv",
    "words/half-days.tsv",
    "words/half-ordinals.tsv",
    "words/handling.tsv",
    "words/harm-nouns.tsv",
    "words/harm-verbs.tsv",
    "words/hedges.tsv",
    "words/holidays.tsv",
    "words/idle-talk.tsv",
    "words/kinship.tsv",
    "words/lemmas.tsv",
    "words/length-modifiers.tsv",
    "words/lengths.tsv",
    "words/light-verbs.tsv",
    "words/list-joiners.tsv",
    "words/looking-back.tsv",
    "words/looking-to.tsv",
    "words/minor-nouns.tsv",
    "words/months.tsv",
    "words/motion-verbs.tsv",
    "words/name-particles.tsv",
    "words/nameless-sources.tsv",
    "words/natural-causes.tsv",
    "words/nicknames.tsv",
    "words/no-modifiers.tsv",
    "words/no-offences.tsv",
    "words/no-triers.tsv",
    "words/numbers.tsv",
    "words/objects-of-acts.tsv",
    "words/occasions.tsv",
    "words/offence-complements.tsv",
    "words/offence-heads.tsv",
    "words/offence-modifiers.tsv",
    "words/offences.tsv",
    "words/opposites.tsv",
    "words/ordinals.tsv",
    "words/organization-words.tsv",
    "words/other-age-words.tsv",
    "words/other-case-words.tsv",
    "words/other-ones.tsv",
    "words/part-amount-words.tsv",
    "words/part-count-words.tsv",
    "words/penalty-words.tsv",
    "words/person-nouns.tsv",
    "words/place-nouns.tsv",
    "words/place-prepositions.tsv",
    "words/place-words.tsv",
    "words/places-of-opinion.tsv",
    "words/plan-nouns.tsv",
    "words/planning.tsv",
    "words/plural-units.tsv",
    "words/point-modifiers.tsv",
    "words/postures.tsv",
    "words/pronouns.tsv",
    "words/punishment-adders.tsv",
    "words/quarrels.tsv",
    "words/recorded-words.tsv",
    "words/reporting-nouns.tsv",
    "words/reporting-verbs.tsv",
    "words/roles.tsv",
    "words/same-acts.tsv",
    "words/seasons.tsv",
    "words/set-words.tsv",
    "words/single-units.tsv",
    "words/speaking-bodies.tsv",
    "words/speaks-for.tsv",
    "words/stance-adjectives.tsv",
    "words/stance-nouns.tsv",
    "words/stance-verbs.tsv",
    "words/stand-in-names.tsv",
    "words/statutes.tsv",
    "words/supposing.tsv",
    "words/sure-months.tsv",
    "words/time-references.tsv",
    "words/time-units.tsv",
    "words/time-zones.tsv",
    "words/timetable-nouns.tsv",
    "words/timetable-verbs.tsv",
    "words/title-parts.tsv",
    "words/title-words.tsv",
    "words/titles.tsv",
    "words/told-cases.tsv",
    "words/untimed-nouns.tsv",
    "words/untrue.tsv",
    "words/vague-numbers.tsv",
    "words/vehicles.tsv",
    "words/venues.tsv",
    "words/verdict-verbs.tsv",
    "words/voicing-verbs.tsv",
    "words/weapons.tsv",
    "words/weekdays.tsv",
    "words/whole-lengths.tsv",
    "words/withheld-saying.tsv",
    "words/works.tsv",
);

#[cfg(test)]
mod tests {
    use std::path::Path;

    fn on_disk(dir: &Path, under: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() && name != "parses" {
                on_disk(&path, &format!("{under}{name}/"), found);
            } else if (name.ends_with(".toml") && name != "Cargo.toml") || name.ends_with(".tsv") {
                found.push(format!("{under}{name}"));
            }
        }
    }

    #[test]
    fn every_file_beside_this_one_is_listed() {
        let mut found = Vec::new();
        on_disk(Path::new(env!("CARGO_MANIFEST_DIR")), "", &mut found);
        let mut listed: Vec<String> = super::FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        found.sort();
        listed.sort();
        assert_eq!(listed, found, "rules/lib.rs lists one, the folder holds the other");
    }
}
