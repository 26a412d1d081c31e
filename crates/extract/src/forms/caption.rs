//! The caption: who stands against whom, and what the paper is called.

use factum_types::{Role, Span};

use super::cells::{Cell, span_of};
use super::{Reader, names};

/// Words that end the list of a side.
const SIDE: &[&str] =
    &["defendant", "defendants", "accused", "respondent", "appellee", "appellant", "petitioner"];

impl Reader<'_> {
    /// The parties of a caption; gives whether a public prosecutor is one of them.
    pub(super) fn caption(&mut self, cells: &[Cell<'_>]) -> bool {
        let left: Vec<&Cell<'_>> = cells.iter().filter(|cell| cell.form && !cell.right).collect();
        let is_versus = |cell: &&Cell<'_>| {
            matches!(super::lines::fold(cell.text).as_str(), "v" | "vs" | "versus" | "against")
        };
        if let Some(at) = left.iter().position(is_versus) {
            let above = left.get(at.saturating_sub(4)..at).unwrap_or_default();
            let below = left.get(at + 1..).unwrap_or_default();
            return self.sides(above, below);
        }
        // "STATE OF CALDERA vs. BRISTOW, HANNAH LEIGH" on one line
        for cell in cells.iter().filter(|cell| cell.form) {
            for line in cell.text.lines() {
                let Some((one, other)) = split(line) else { continue };
                let one = one.rsplit_once(':').map_or(one, |(_, one)| one).trim();
                if self.prosecutes(one) {
                    self.only(other, cell.span);
                    return true;
                }
                if self.prosecutes(other.split(',').next().unwrap_or(other).trim()) {
                    self.only(one, cell.span);
                    return true;
                }
            }
        }
        false
    }

    fn sides(&mut self, above: &[&Cell<'_>], below: &[&Cell<'_>]) -> bool {
        let prosecuted = above.iter().any(|cell| self.prosecutes(cell.text));
        let answered = below.iter().take(3).any(|cell| self.prosecutes(cell.text));
        if !prosecuted && !answered {
            return false;
        }
        if prosecuted {
            self.side(below);
            return true;
        }
        // an appeal: the state answers, and who stands above is who was tried
        let from =
            above.iter().rposition(|cell| self.line("titles", cell.text).is_some()).map_or(0, |at| at + 1);
        self.side(above.get(from..).unwrap_or_default());
        true
    }

    /// The names of the defendants' side, up to the word that says what they are.
    fn side(&mut self, cells: &[&Cell<'_>]) {
        for cell in cells.iter().take(60) {
            let folded = super::lines::fold(cell.text);
            let first = folded.split([' ', ':']).next().unwrap_or_default().to_owned();
            if self.line("titles", cell.text).is_some() || super::counts::heading(cell.text).is_some() {
                break;
            }
            if !SIDE.contains(&first.as_str()) {
                self.defendants_in(cell.span, cell.span);
            }
            if folded.split(' ').any(|word| SIDE.contains(&word)) {
                break;
            }
        }
    }

    fn defendants_in(&mut self, span: Span, shown: Span) {
        for written in names::listed(self.rules.words(), self.text, span) {
            self.name(written, Role::Defendant, shown, "form.caption");
        }
    }

    /// The one defendant of a caption on one line; "et al." says that there are others.
    fn only(&mut self, side: &str, shown: Span) {
        let side = side.split(" et al").next().unwrap_or(side);
        if side.contains(',')
            && let Some(written) = names::alone(self.rules.words(), self.text, side)
        {
            self.name(written, Role::Defendant, shown, "form.caption");
            return;
        }
        self.defendants_in(span_of(self.text, side), shown);
    }

    /// Whether words are the name of who prosecutes; says how days are written there.
    fn prosecutes(&mut self, words: &str) -> bool {
        let words = words.trim().trim_end_matches(['.', ',', ';']);
        let words = words.split_once(',').map_or(words, |(name, _)| name);
        let Some(rule) = self.line("sides", words) else { return false };
        let month_first = rule.says("month") == Some("first");
        self.filing.month_first = month_first;
        true
    }
}

/// The two sides of a caption on one line.
fn split(line: &str) -> Option<(&str, &str)> {
    [" v. ", " vs. ", " v ", " vs ", " V. ", " VS. ", " -v- "].iter().find_map(|v| line.split_once(v))
}
