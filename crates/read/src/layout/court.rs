//! Papers of courts: which lines are their form (caption, counsel, headings of counts, signatures, rows of a docket)
//! and which are their sentences.
//!
//! What the form says is for `extract`; here it is only told apart, so that no sentence is looked for in a caption
//! and nobody is called "PORT OSTRANDER Defendant".

use factum_types::{BlockKind, COUNT_LABELS, NUMBER_WORDS, Span};

use super::words::{Words, fold};
use super::{Group, lines, shape};

/// How far down a caption may begin, and how long it may be, in pieces.
const ABOVE: usize = 40;
const LONGEST: usize = 80;

/// A court's paper: its groups, those of its form cut into lines and columns, and the words of its title.
pub(super) struct Paper {
    pub(super) groups: Vec<Group>,
    pub(super) title: Option<Span>,
    /// Whether it is a docket: what it says to have been filed on a day is older than it.
    pub(super) docket: bool,
}

/// Marks the groups of a court's paper that are its form; `None` for everything else.
pub(super) fn paper(text: &str, groups: &[Group], words: &Words) -> Option<Paper> {
    if groups.iter().any(|group| group.given == Some(BlockKind::Form)) {
        return Some(Paper { groups: groups.to_vec(), title: None, docket: true });
    }
    let mut marked = groups.to_vec();
    let docket = is_docket(&groups.iter().map(|group| group.span.of(text)).collect::<Vec<_>>());
    let title = mark(text, &mut marked, words)?;
    let mut cut = Vec::with_capacity(marked.len());
    for group in marked {
        match group.given {
            Some(BlockKind::Form) => cut.extend(cells(text, &group)),
            _ => cut.push(group),
        }
    }
    Some(Paper { groups: cut, title, docket })
}

/// The lines of a group, each cut into its columns; the rules between them stay at a column's edges.
fn cells(text: &str, group: &Group) -> Vec<Group> {
    let mut found = Vec::new();
    for line in lines::lines_in(text, group.span) {
        for (nth, column) in columns(line.span.of(text)).into_iter().enumerate() {
            let start = line.span.start as usize;
            let span = Span::new(start + column.start, start + column.end).trimmed(text);
            if !span.is_empty() {
                let gap = nth == 0 && line.gap;
                found.push(Group { span, lines: 1, gap, given: Some(BlockKind::Form) });
            }
        }
    }
    found
}

/// `None`: no paper of a court. `Some(None)`: one without a title of its own.
fn mark(text: &str, groups: &mut [Group], words: &Words) -> Option<Option<Span>> {
    let open = |group: &Group| !matches!(group.given, Some(BlockKind::Hidden | BlockKind::Chrome));
    let said: Vec<&str> = groups.iter().map(|g| if open(g) { g.span.of(text) } else { "" }).collect();
    if is_docket(&said) {
        for group in groups.iter_mut().filter(|g| open(g)) {
            group.given = Some(BlockKind::Form);
        }
        return Some(None);
    }
    let caption = caption(&said, words)?;
    let last = said.iter().rposition(|piece| is_prose(piece)).map_or(0, |at| at + 1);
    let mut below_heading = false;
    for (at, group) in groups.iter_mut().enumerate().filter(|(_, g)| open(g)) {
        let piece = group.span.of(text);
        let heads = is_count_heading(piece);
        // the offence and the statute below "COUNT ONE", up to the first sentence
        below_heading = heads || below_heading && !is_prose(piece);
        let listed = is_box(piece) || !is_prose(piece) && piece.lines().any(|line| is_form_line(line, words));
        let signed = !is_prose(piece) && is_signature(piece, words);
        if at < caption.end || at >= last && at > 0 || below_heading || listed || signed {
            group.given = Some(BlockKind::Form);
        }
    }
    let title = caption.title.and_then(|at| groups.get(at));
    Some(title.and_then(|group| title_within(text, group.span, words)))
}

/// Whether a page is the docket of a case: all of it is form.
pub(crate) fn is_docket_page<'t>(pieces: impl Iterator<Item = &'t str>) -> bool {
    is_docket(&pieces.take(ABOVE).collect::<Vec<_>>())
}

fn is_docket(said: &[&str]) -> bool {
    let head = said.get(..said.len().min(ABOVE)).unwrap_or_default();
    let lines = || head.iter().flat_map(|piece| piece.lines());
    let heads = |line: &str| {
        let folded = fold(line);
        folded.starts_with("criminal docket for case")
            || matches!(
                folded.as_str(),
                "register of actions" | "docket sheet" | "case docket" | "docket entries" | "criminal docket"
            )
    };
    lines().any(heads) && lines().any(is_court)
}

struct Caption {
    /// The first piece below it.
    end: usize,
    /// The piece that names the paper.
    title: Option<usize>,
}

/// The caption: a court's name, then parties against one another or the number of a case, then what the paper is.
fn caption(said: &[&str], words: &Words) -> Option<Caption> {
    let court = said.iter().take(ABOVE).position(|piece| piece.lines().any(is_court))?;
    let prose = said.iter().position(|piece| is_prose(piece)).unwrap_or(said.len());
    let end = prose.min(court + LONGEST);
    // a story that quotes the name of a court has sentences above it
    if court >= end {
        return None;
    }
    let within = said.get(..end).unwrap_or_default();
    let any = |test: &dyn Fn(&str) -> bool| within.iter().any(|piece| piece.lines().any(test));
    let versus = any(&|line| parts(line).any(is_versus));
    let numbered = any(&|line| parts(line).any(is_number));
    let is_title = |piece: &&str| piece.lines().flat_map(parts).any(|part| is_title(part, words));
    let title = within.iter().position(is_title);
    (versus && (numbered || title.is_some()) || numbered && title.is_some()).then_some(Caption { end, title })
}

fn title_within(text: &str, span: Span, words: &Words) -> Option<Span> {
    let found = span.of(text).lines().flat_map(parts).find(|part| is_title(part, words))?;
    let start = (found.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    Some(Span::new(start, start + found.len()))
}

/// The columns of a line: brackets, bars, stars and section signs that stand alone part them, and wide gaps do.
fn columns(line: &str) -> Vec<std::ops::Range<usize>> {
    const GAP: usize = 3;
    let mut cuts = vec![0];
    let mut gap = 0;
    for (at, c) in line.char_indices() {
        // most characters can cut nothing
        if !matches!(c, ')' | '|' | ':' | '*' | '(' | '§' | '\t') && (c.is_whitespace() || gap < GAP) {
            gap = if c.is_whitespace() { gap + 1 } else { 0 };
            continue;
        }
        let free =
            |side: Option<&str>, next: Option<char>| side.is_none() || next.is_none_or(char::is_whitespace);
        let before = line.get(..at).and_then(|b| b.chars().next_back());
        let after = line.get(at + c.len_utf8()..).and_then(|a| a.chars().next());
        let stands_alone = free(line.get(..at), before) && free(line.get(at..), after);
        let rules = match c {
            ')' | '|' => stands_alone,
            ':' | '*' | '(' | '§' => stands_alone && (gap > 1 || at == 0),
            _ => false,
        };
        if rules || gap >= GAP && !c.is_whitespace() || c == '\t' {
            cuts.push(at);
        }
        gap = if c.is_whitespace() { gap + 1 } else { 0 };
    }
    cuts.push(line.len());
    cuts.dedup();
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The words of each column of a line.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let edge = |c: char| c.is_whitespace() || matches!(c, ')' | '|' | '*' | '_' | '/');
    let words = columns(line).into_iter().filter_map(move |column| line.get(column)).map(move |part| {
        part.trim_start_matches(edge).trim_end_matches(|c: char| edge(c) && c != ')').trim_end_matches(" )")
    });
    words.filter(|part| !part.is_empty()).collect::<Vec<_>>().into_iter()
}

/// "SUPERIOR COURT OF THE STATE OF CALDERA", "In the Crown Court at Elmford".
fn is_court(line: &str) -> bool {
    parts(line).any(|part| {
        let folded = fold(part);
        let names_one = folded.split(' ').any(|word| matches!(word, "court" | "courts" | "judiciary"));
        names_one
            && !shape::more_words_than(part, 14)
            && !shape::ends_with_full_stop(part)
            && !part.ends_with([',', ';'])
            && shape::is_headline_case(part)
            && COURTS.iter().any(|court| folded.contains(court))
    })
}

/// What stands in the name of a court.
const COURTS: &[&str] = &[
    "district court",
    "superior court",
    "circuit court",
    "county court",
    "municipal court",
    "supreme court",
    "court of appeal",
    "court of common pleas",
    "court of criminal appeals",
    "crown court",
    "magistrates' court",
    "magistrates court",
    "justice court",
    "criminal court",
    "provincial court",
    "court of king's bench",
    "court of queen's bench",
    "sheriff court",
    "high court",
    "district and county court",
    "court of the state",
];

fn is_versus(part: &str) -> bool {
    let folded = fold(part);
    if matches!(folded.as_str(), "v" | "vs" | "versus" | "against") {
        return true;
    }
    let sides = [" v. ", " vs. ", " v ", " vs "].iter().find_map(|v| part.split_once(v));
    sides.is_some_and(|(one, other)| {
        !shape::more_words_than(part, 16) && shape::is_headline_case(other) && shape::begins_upper(one)
    })
}

/// "Case No. 3:23-cr-00117", "CASE NO.: 2022-CF-004417", "Criminal Action 23-117".
fn is_number(part: &str) -> bool {
    let folded = fold(part);
    let announced =
        ["case", "criminal", "no", "cr", "cause", "docket", "indictment", "information", "court file"]
            .iter()
            .any(|word| folded.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)));
    announced && part.bytes().filter(u8::is_ascii_digit).count() >= 3 && !shape::more_words_than(part, 8)
}

fn is_title(part: &str, words: &Words) -> bool {
    let upper = part.chars().filter(|c| c.is_uppercase()).count() * 10;
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    (upper >= letters * 6 || shape::is_headline_case(part) && !shape::more_words_than(part, 8))
        && !shape::ends_with_full_stop(part)
        && words.court_titles.has(&fold(part))
}

/// A sentence, or a line of one, as against a line of a form: mostly small letters, and some length.
fn is_prose(piece: &str) -> bool {
    if is_count_heading(piece) || is_box(piece) {
        return false;
    }
    // "3.   On or about May 9": the number of a paragraph is no column
    let numbered = piece.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '(' | ')'));
    let piece = if numbered.len() < piece.len() { numbered.trim_start() } else { piece };
    let (mut all, mut small) = (0usize, 0usize);
    for word in piece.split_whitespace().take(60) {
        all += 1;
        small += usize::from(word.starts_with(char::is_lowercase));
    }
    let sentence = shape::ends_sentence(piece) && all >= 5 && small * 3 >= all;
    // names in capitals and places leave fewer small words in a line that goes on
    let goes_on = all >= 12 && small * 5 >= all * 2 && !piece.contains(['§', ':']);
    (all >= 8 && small * 2 >= all || sentence || goes_on) && !piece.contains("   ") && !piece.contains("___")
}

/// "COUNT ONE", "Counts Two through Five", "Count 1: Burglary", "Charge 2: …".
fn is_count_heading(piece: &str) -> bool {
    let Some(first) = piece.lines().next() else { return false };
    let mut words = first.split_whitespace();
    let label = words.next().unwrap_or_default().to_lowercase();
    let Some(number) = words.next() else { return false };
    let bare = number.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_number = bare.parse::<u8>().is_ok()
        || bare.starts_with(|c: char| c.is_ascii_digit()) && bare.len() <= 7
        || NUMBER_WORDS
            .iter()
            .chain(&TENS)
            .any(|n| bare.strip_prefix(n).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')))
        || number.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | ':' | '.' | '-' | '–' | '—' | ','));
    let begins = first.starts_with(char::is_uppercase);
    let ends = number.ends_with([':', '.', '-', '–', '—', ',']) || words.clone().count() <= 3;
    // "Count One charges the defendant with …" is a sentence
    let sentence = words.clone().next().is_some_and(|next| next.starts_with(char::is_lowercase))
        && !matches!(words.clone().next(), Some("through" | "and" | "to"));
    begins
        && COUNT_LABELS.contains(&label.as_str())
        && is_number
        && !sentence
        && (ends || first.contains([':', '(', '–', '—', '§']) || !first.contains(char::is_lowercase))
}

/// Tens that headings of counts spell, behind [`NUMBER_WORDS`].
const TENS: [&str; 3] = ["thirty", "forty", "fifty"];

/// "[X] pleaded guilty to count(s) 1": a box that is ticked or not, or the words of one whose box was lost.
fn is_box(piece: &str) -> bool {
    let begins = |words: &str| piece.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words));
    [
        "[X]",
        "[ ]",
        "[]",
        "☒",
        "☐",
        "pleaded guilty to count",
        "was found guilty on count",
        "pleaded nolo contendere to",
    ]
    .into_iter()
    .any(begins)
}

/// "Miriam J. Kessel, United States District Judge": a name and its office.
fn is_signature(piece: &str, words: &Words) -> bool {
    piece
        .split_once(',')
        .is_some_and(|(_, office)| !shape::more_words_than(piece, 14) && words.court_lines.has(&fold(office)))
}

fn is_form_line(line: &str, words: &Words) -> bool {
    let line = line.trim().trim_start_matches("[X]").trim_start_matches("[ ]").trim_start_matches('☒').trim();
    begins_with_statute(line) || words.court_lines.has(&fold(line)) || line.starts_with("/s/")
}

/// "18 U.S.C. § 1343   Wire Fraud": a row of a table of offences.
fn begins_with_statute(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default().trim_start();
    digits > 0
        && digits < 3
        && (rest.starts_with("U.S.C.") || rest.starts_with("USC") || rest.starts_with("U. S. C."))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces that a text's form is cut into; none where it is no court's paper.
    fn form(text: &str) -> Vec<String> {
        let words = Words::load();
        let lines = lines::lines(text);
        let groups: Vec<Group> =
            lines.iter().map(|l| Group { span: l.span, lines: 1, gap: l.gap, given: None }).collect();
        let Some(paper) = paper(text, &groups, &words) else { return Vec::new() };
        let form = paper.groups.iter().filter(|g| g.given == Some(BlockKind::Form));
        form.map(|g| g.span.of(text).to_owned()).collect()
    }

    #[test]
    fn a_caption_is_cut_into_its_columns() {
        let text = "IN THE CIRCUIT COURT OF ELM COUNTY\n\nSTATE OF CALDERA   )\n                   )  No. 24-1177\n\
                    v.                 )\nMARA QUILL,        )  INFORMATION\n  Defendant.       )\n\n\
                    The State charges that the defendant took a cart that was not hers.\n";
        let found = form(text);
        assert!(found.contains(&"STATE OF CALDERA".to_owned()) && found.contains(&"MARA QUILL,".to_owned()));
        assert!(
            found.iter().any(|cell| cell.ends_with("No. 24-1177"))
                && found.iter().any(|cell| cell.ends_with("INFORMATION"))
        );
        assert!(!found.iter().any(|cell| cell.contains("cart")), "a sentence is no form: {found:?}");
    }

    #[test]
    fn stories_are_no_papers_of_courts() {
        for text in [
            "Clerk Cleared in District Court\n\nA jury in Elm County District Court cleared a clerk of theft.\n",
            "State v. Quill: What the Trial Showed\n\nThe trial of a clerk ended on Monday in an acquittal.\n",
            "Supreme Court Hears Case\n\nThe court heard the case of Quill v. Fern, No. 23-117, on Monday.\n",
        ] {
            assert_eq!(form(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn headings_of_counts() {
        for line in [
            "COUNT ONE",
            "COUNTS TWO AND THREE",
            "Count 1: Burglary",
            "COUNT IV – Forgery",
            "Charge 2: Theft",
        ] {
            assert!(is_count_heading(line), "{line}");
        }
        for line in [
            "Count One charges the defendant with theft.",
            "Count me in",
            "Counsel for Quill",
            "COUNTY OF ELM",
        ] {
            assert!(!is_count_heading(line), "{line}");
        }
    }
}
