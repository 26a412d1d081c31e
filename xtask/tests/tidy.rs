//! The laws of the house, as tests: who may use whom, how long a file may be, what may never enter the repository.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests of the files of the repository")]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which of our crates each one uses, from the bottom up; ARCHITECTURE.md shows the same table with its reasons.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("types", &[]),
    ("rules", &[]),
    ("pdf", &[]),
    ("read", &["types", "pdf"]),
    ("jail", &[]),
    ("analyze", &["types"]),
    ("extract", &["types"]),
    ("resolve", &["types", "extract"]),
    ("record", &["types"]),
    ("casebook", &["types", "record"]),
    ("factum", &["types", "rules", "read", "jail", "analyze", "extract", "resolve", "record", "casebook"]),
    ("pages", &["factum"]),
    ("cli", &["factum", "pages"]),
    ("xtask", &["factum"]),
];

/// The crates that touch the world; the others are held to the lints of clippy.toml as whole crates.
const DOORS: [&str; 5] = ["jail", "factum", "pages", "cli", "xtask"];

/// The only files that may lift the ban on unsafe code.
const MAY_BE_UNSAFE: [&str; 2] = ["crates/analyze/src/kernels.rs", "crates/analyze/src/map.rs"];

/// How many lines of code a file may have; tests, comments and blank lines are not counted.
const LINES_OF_CODE: usize = 500;

/// Files that are longer, with their length when they were let in. The list may only shrink.
const LONGER: [(&str, usize); 0] = [];

/// How many words in a row make a quotation.
const RUN: usize = 14;

/// Folders beside the repository whose words must not enter it.
const FOREIGN: [&str; 3] = ["seeds", "gold/dev/text", "corpora"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The files in git, by their paths within the repository; those removed but not yet committed are left out.
fn tracked() -> Vec<String> {
    let output = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let output = output.expect("these tests need git");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).unwrap();
    let names = names.split('\0').filter(|name| !name.is_empty() && root().join(name).is_file());
    names.map(str::to_owned).collect()
}

fn tracked_with(extension: &str) -> Vec<(String, String)> {
    let named =
        tracked().into_iter().filter(|name| Path::new(name).extension().is_some_and(|own| own == extension));
    named
        .map(|name| (fs::read_to_string(root().join(&name)).unwrap(), name))
        .map(|(text, name)| (name, text))
        .collect()
}

/// Every crate: its folder's name, its folder, its manifest.
fn crates() -> BTreeMap<String, (PathBuf, toml::Table)> {
    let below = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let folders = below.chain([root().join("rules"), root().join("xtask")]);
    let manifests = folders.filter(|folder| folder.join("Cargo.toml").is_file()).map(|folder| {
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap();
        (folder.file_name().unwrap().to_string_lossy().into_owned(), (folder, manifest))
    });
    manifests.collect()
}

/// The crates of ours that a manifest names as dependencies of the shipped code.
fn uses(manifest: &toml::Table) -> BTreeSet<String> {
    let mut tables: Vec<&toml::Table> = vec![manifest];
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    tables.extend(targets.into_iter().flat_map(|all| all.values()).filter_map(toml::Value::as_table));
    let kinds =
        tables.iter().flat_map(|table| ["dependencies", "build-dependencies"].map(|kind| table.get(kind)));
    let named =
        kinds.flatten().filter_map(toml::Value::as_table).flat_map(|dependencies| dependencies.keys());
    named.filter_map(|name| own_name(name)).map(str::to_owned).collect()
}

/// The folder's name of a package of ours: `factum-read` is `read`, and the engine is `factum`.
fn own_name(package: &str) -> Option<&str> {
    package.strip_prefix("factum-").or((package == "factum").then_some("factum"))
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn every_crate_uses_what_the_picture_says() {
    let crates = crates();
    let picture: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    let there: BTreeSet<&str> = crates.keys().map(String::as_str).collect();
    assert_eq!(there, picture, "crates on disk (left) and in the picture (right)");
    for (name, allowed) in MAY_USE {
        let (folder, manifest) = &crates[name];
        assert_eq!(uses(manifest), set(allowed), "{name}: Cargo.toml (left) and the picture (right)");
        let lints = manifest.get("lints").and_then(|lints| lints.get("workspace"));
        assert_eq!(
            lints.and_then(toml::Value::as_bool),
            Some(true),
            "{} does not take the lints",
            folder.display()
        );
    }
}

#[test]
fn architecture_shows_the_same_table() {
    let path = root().join("ARCHITECTURE.md");
    let text = fs::read_to_string(&path).expect("ARCHITECTURE.md must have the table of crates");
    let mut above: Vec<String> = Vec::new();
    let mut shown = BTreeMap::new();
    for line in text.lines() {
        let mut cells = line.split('|').map(|cell| cell.trim().replace('`', ""));
        let (Some(before), Some(name), Some(used)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        if !before.is_empty() || !line.contains(&format!("`{name}`")) {
            continue;
        }
        let used: BTreeSet<String> = match used.as_str() {
            "–" | "-" | "none" | "nothing" => BTreeSet::new(),
            "all above" => above.iter().cloned().collect(),
            some => some.split(',').map(|one| one.trim().to_owned()).collect(),
        };
        // Other tables of the file may well name a crate in their first column: the first one counts.
        if MAY_USE.iter().any(|(known, _)| *known == name) && !shown.contains_key(&name) {
            above.push(name.clone());
            shown.insert(name, used);
        }
    }
    let expected: BTreeMap<String, BTreeSet<String>> =
        MAY_USE.iter().map(|(name, allowed)| ((*name).to_owned(), set(allowed))).collect();
    assert_eq!(shown, expected, "ARCHITECTURE.md (left) and MAY_USE of this test (right)");
}

#[test]
fn every_source_file_says_its_job_first() {
    for (name, text) in tracked_with("rs") {
        let first = text.lines().next().unwrap_or_default();
        let sentence = first.strip_prefix("//! ").unwrap_or_default();
        assert!(
            sentence.split_whitespace().count() >= 3,
            "{name} must open with a `//!` sentence on its job, not: {first}"
        );
    }
}

#[test]
fn no_core_crate_lifts_a_lint_for_itself() {
    for (name, (folder, _)) in crates().iter().filter(|(name, _)| !DOORS.contains(&name.as_str())) {
        let root_file =
            [folder.join("src/lib.rs"), folder.join("lib.rs")].into_iter().find(|path| path.is_file());
        let text = fs::read_to_string(root_file.unwrap()).unwrap();
        let own = |line: &&str| line.starts_with("#![") && !line.starts_with("#![allow(rustdoc::");
        let attributes: Vec<&str> = text.lines().filter(own).collect();
        assert!(attributes.is_empty(), "{name} lifts or sets lints for the whole crate: {attributes:?}");
    }
}

#[test]
fn files_are_short() {
    let lengths: BTreeMap<String, usize> = tracked_with("rs")
        .into_iter()
        .filter(|(name, _)| !name.contains("/tests/") && !name.ends_with("/tests.rs"))
        .map(|(name, text)| (name, lines_of_code(&text)))
        .collect();
    let excused: BTreeMap<&str, usize> = LONGER.into_iter().collect();
    for (name, length) in &lengths {
        let most = excused.get(name.as_str()).copied().unwrap_or(LINES_OF_CODE);
        assert!(
            *length <= most,
            "{name} has {length} lines of code, {most} are allowed: cut it by what it does"
        );
    }
    for (name, _) in LONGER {
        assert!(
            lengths.get(name).is_some_and(|length| *length > LINES_OF_CODE),
            "{name} needs no exception any more"
        );
    }
}

/// Lines with code on them, without comments and without the tests at the end.
fn lines_of_code(text: &str) -> usize {
    let shipped = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = shipped.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[test]
fn lines_of_code_are_not_comments_nor_tests() {
    assert_eq!(
        lines_of_code(
            "//! A file.\n\nuse a;\n// why\nfn b() {}\n\n#[cfg(test)]\nmod tests {\n    fn c() {}\n}\n"
        ),
        2
    );
}

#[test]
fn modules_are_named_for_what_they_do() {
    let refused = ["util", "utils", "helper", "helpers", "common", "misc", "manager"];
    for name in tracked().iter().filter(|name| name.ends_with(".rs")) {
        let vague =
            Path::new(name).with_extension("").iter().any(|part| refused.iter().any(|word| part == *word));
        assert!(!vague, "{name}: name the thing that it holds, or put it where it is used");
    }
}

#[test]
fn code_that_may_break_memory_stays_where_it_is_known() {
    // The compiler refuses unsafe code wherever its lint is not lifted, so it is enough to look for the lifting.
    let lint = concat!("unsafe", "_code");
    let lifting: Vec<String> = tracked_with("rs")
        .into_iter()
        .filter(|(_, text)| text.contains(lint))
        .map(|(name, _)| name)
        .collect();
    for name in &lifting {
        assert!(MAY_BE_UNSAFE.contains(&name.as_str()), "{name} lifts the ban on unsafe code");
    }
    let workspace = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(workspace.contains(&format!("{lint} = \"deny\"")), "Cargo.toml no longer bans unsafe code");
}

#[test]
fn links_lead_to_files() {
    for (name, text) in tracked_with("md") {
        let folder = root().join(&name).parent().unwrap().to_owned();
        for target in links(&text) {
            let path = target.split('#').next().unwrap_or_default();
            let elsewhere = path.is_empty() || path.contains("://") || path.starts_with("mailto:");
            assert!(elsewhere || folder.join(path).exists(), "{name} links to {target}, which is not there");
        }
    }
}

/// The targets of a Markdown text's links, those within code left out.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        // Every other piece between backticks is code.
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("code");
        for after in prose.split("](").skip(1) {
            let target = after.split([')', ' ']).next().unwrap_or_default();
            found.push(target.trim_matches(['<', '>']).to_owned());
        }
        if let Some((_, target)) = prose.strip_prefix('[').and_then(|rest| rest.split_once("]: ")) {
            found.push(target.trim().to_owned());
        }
    }
    found
}

#[test]
fn links_are_found_outside_code() {
    let text = "See [a](b.md#c) and [d](<e.md> \"f\"), not `[g](h)`.\n```\n[i](j)\n```\n[k]: l.md\n";
    assert_eq!(links(text), ["b.md#c", "e.md", "l.md"]);
}

#[test]
fn no_words_of_others_enter_the_repository() {
    let shared = root().join("../shared");
    if !shared.is_dir() {
        eprintln!("skipped: ../shared is not here, so there is nothing to compare with");
        return;
    }
    let texts: Vec<PathBuf> = FOREIGN.iter().flat_map(|folder| texts_below(&shared.join(folder))).collect();
    let mut foreign: BTreeMap<u64, usize> = BTreeMap::new();
    for (n, path) in texts.iter().enumerate() {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        let text = if path.extension().is_some_and(|own| own == "tml") { without_tags(&text) } else { text };
        foreign.extend(runs(&words(&text)).map(|(hash, _)| (hash, n)));
    }
    assert!(!foreign.is_empty(), "../shared is here and holds no text");
    let mut taken = Vec::new();
    for name in tracked() {
        let words = words(&String::from_utf8_lossy(&fs::read(root().join(&name)).unwrap()));
        if let Some((hash, run)) = runs(&words).find(|(hash, _)| foreign.contains_key(hash)) {
            taken.push(format!(
                "{name}: \"{}\" stands in {}",
                run.join(" "),
                texts[foreign[&hash]].display()
            ));
        }
    }
    assert!(taken.is_empty(), "write sentences of your own instead:\n{}", taken.join("\n"));
}

/// The files with running text below a folder.
fn texts_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let texts = paths.flat_map(|path| if path.is_dir() { texts_below(&path) } else { vec![path] });
    texts
        .filter(|path| {
            ["txt", "tml", "jsonl", "tsv"].iter().any(|kind| path.extension().is_some_and(|own| own == *kind))
        })
        .collect()
}

fn without_tags(xml: &str) -> String {
    xml.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, rest)| rest)).collect()
}

/// The words of a text in lower case; whatever else stands between them is not looked at.
fn words(text: &str) -> Vec<String> {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '\'' || letter == '’';
    text.split(|letter| !is_word(letter)).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Every run of [`RUN`] words with its hash (FNV-1a, the same on every machine).
fn runs(words: &[String]) -> impl Iterator<Item = (u64, &[String])> {
    words.windows(RUN).map(|run| {
        let bytes = run.iter().flat_map(|word| word.bytes().chain([b' ']));
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        (bytes.fold(0xcbf2_9ce4_8422_2325, mix), run)
    })
}

#[test]
fn a_run_is_found_whatever_stands_between_its_words() {
    let said = words("one two three four five six seven eight nine ten eleven twelve thirteen fourteen");
    let printed = words(
        "x \"One two,\nthree four five six seven\neight // nine ten eleven twelve thirteen FOURTEEN.\"",
    );
    let known: BTreeSet<u64> = runs(&said).map(|(hash, _)| hash).collect();
    assert_eq!(runs(&printed).filter(|(hash, _)| known.contains(hash)).count(), 1);
    assert_eq!(runs(&words("only thirteen words are here so there is no run of them")).count(), 0);
}

#[test]
fn no_host_is_named_but_examples() {
    // The Apache licence carries its own address; reserved names lead nowhere, and so does the shortest name that
    // the tokenizer's pattern for addresses takes.
    let reserved = [
        "a.bc",
        ".example",
        ".invalid",
        ".test",
        "example.com",
        "example.org",
        "example.net",
        "localhost",
        "127.0.0.1",
    ];
    // Names of document formats look like addresses; nobody ever calls them.
    let namespaces = ["www.w3.org/ns/anno.jsonld", "www.w3.org/2000/svg", "schemas.openxmlformats.org/"];
    // The golden file holds tokens, and a tokenizer cuts hosts in pieces.
    let exempt =
        ["LICENSE-APACHE", "Cargo.lock", "e2e/package-lock.json", "crates/analyze/tests/golden/expected.tsv"];
    for name in tracked().iter().filter(|name| !exempt.contains(&name.as_str())) {
        let text = String::from_utf8_lossy(&fs::read(root().join(name)).unwrap()).into_owned();
        for after in
            text.split("://").skip(1).filter(|after| !namespaces.iter().any(|n| after.starts_with(n)))
        {
            let host: String =
                after.chars().take_while(|c| c.is_ascii_alphanumeric() || ".-".contains(*c)).collect();
            let host = host.trim_end_matches('.').to_lowercase();
            let known = !host.contains('.') || reserved.iter().any(|allowed| host.ends_with(allowed));
            assert!(known, "{name} names the host {host}; use a name that ends in .example");
        }
    }
}

#[test]
fn the_changelog_knows_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    let text = fs::read_to_string(root().join("CHANGELOG.md")).expect("CHANGELOG.md must be there");
    let found = text.lines().any(|line| line.starts_with("## ") && line.contains(version));
    assert!(found, "CHANGELOG.md has no heading `## {version}`");
}
