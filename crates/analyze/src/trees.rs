//! What follows from heads and labels: subtrees, sentences, and crossing arcs put back.

use crate::parser::ROOT;

/// How often spaCy passes over a text to settle its subtrees.
const ROUNDS: usize = 12;

/// A class of labels: its name, and for one that stands for a crossing arc the class to look for.
///
/// The parser cannot cross arcs; it attaches such a word higher up and notes the label of its real head:
/// `acl||dobj`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Label {
    /// Number of the label without decoration.
    pub(crate) plain: u8,
    /// Number of the real head's label, if it is another.
    pub(crate) head: Option<u8>,
}

/// The subtrees of a text; kept from text to text for its memory.
#[derive(Debug, Default)]
pub(crate) struct Trees {
    /// The first word of each word's subtree.
    left: Vec<u32>,
    /// The last.
    right: Vec<u32>,
    /// Whether a word is the first of a root's subtree.
    pub(crate) starts: Vec<bool>,
    /// Children by head, ascending: `children[first_child[h]..first_child[h + 1]]`.
    children: Vec<u32>,
    first_child: Vec<u32>,
}

impl Trees {
    /// Settles the subtrees and sentences of a text; `labels` come as classes of moves and leave as numbers
    /// of plain labels.
    ///
    /// `classes` gives the label of each class, `root` is the number of `ROOT`.
    pub(crate) fn settle(
        &mut self,
        heads: &mut [u32],
        labels: &mut [u8],
        (classes, root): (&[Label], u8),
        is_space: impl Fn(usize) -> bool,
    ) {
        self.edges(heads);
        let label_of = |class: u8| match class {
            ROOT => Label { plain: root, head: None },
            class => classes.get(usize::from(class)).copied().unwrap_or(Label { plain: root, head: None }),
        };
        let crossing: Vec<u32> = (0..labels.len() as u32)
            .filter(|w| labels.get(*w as usize).is_some_and(|l| label_of(*l).head.is_some()))
            .collect();
        // A label sought is plain; one still decorated is no match, so both go into one number.
        let mut names: Vec<(u8, bool)> =
            labels.iter().map(|l| (label_of(*l).plain, label_of(*l).head.is_some())).collect();
        if !crossing.is_empty() {
            self.list_children(heads);
            let mut moved: Vec<u32> = Vec::new();
            for word in crossing {
                let at = word as usize;
                let Some(wanted) = labels.get(at).and_then(|l| label_of(*l).head) else { continue };
                let fits = |w: u32| names.get(w as usize) == Some(&(wanted, false));
                let found = self.find(heads, word, &moved, |w| (fits(w), is_space(w as usize)));
                if let (Some(head), Some(new)) = (heads.get_mut(at), found) {
                    *head = new;
                    moved.push(word);
                }
                if let Some(name) = names.get_mut(at) {
                    name.1 = false;
                }
            }
            self.edges(heads);
        }
        labels.iter_mut().zip(names).for_each(|(label, (plain, _))| *label = plain);
    }

    /// Searches breadth-first below the head of `word` for the first child that fits (`test` says whether a
    /// word fits and whether it is white space, which is skipped).
    ///
    /// The edges and lists of children are those from before any word was moved, as in spaCy; only the
    /// heads are new.
    fn find(
        &self,
        heads: &[u32],
        word: u32,
        moved: &[u32],
        test: impl Fn(u32) -> (bool, bool),
    ) -> Option<u32> {
        let head_of = |w: u32| heads.get(w as usize).copied().unwrap_or(w);
        let mut level = vec![head_of(word)];
        // Heads without a cycle settle in fewer levels than there are words.
        for _ in 0..=heads.len() {
            let mut below = Vec::new();
            for parent in &level {
                let mut children: Vec<u32> = self.children_of(*parent).to_vec();
                let inside =
                    |w: &u32| head_of(*w) == *parent && self.spans(*parent, *w) && !children.contains(w);
                let joined: Vec<u32> = moved.iter().copied().filter(inside).collect();
                if !joined.is_empty() {
                    children.extend(joined);
                    children.sort_unstable();
                }
                for child in children {
                    let (fits, space) = test(child);
                    if child == *parent || head_of(child) != *parent || space || child == word {
                        continue;
                    }
                    if fits {
                        return Some(child);
                    }
                    below.push(child);
                }
            }
            if below.is_empty() {
                return None;
            }
            level = below;
        }
        None
    }

    fn children_of(&self, head: u32) -> &[u32] {
        let at = |h: usize| self.first_child.get(h).map_or(0, |c| *c as usize);
        self.children.get(at(head as usize)..at(head as usize + 1)).unwrap_or_default()
    }

    fn spans(&self, head: u32, word: u32) -> bool {
        let at = head as usize;
        self.left.get(at).is_some_and(|l| *l <= word) && self.right.get(at).is_some_and(|r| word <= *r)
    }

    fn list_children(&mut self, heads: &[u32]) {
        self.first_child.clear();
        self.first_child.resize(heads.len() + 2, 0);
        for head in heads {
            if let Some(count) = self.first_child.get_mut(*head as usize + 2) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut self.first_child {
            sum += *count;
            *count = sum;
        }
        self.children.clear();
        self.children.resize(heads.len(), 0);
        for (word, head) in heads.iter().enumerate() {
            if let Some(next) = self.first_child.get_mut(*head as usize + 1) {
                if let Some(slot) = self.children.get_mut(*next as usize) {
                    *slot = word as u32;
                }
                *next += 1;
            }
        }
    }

    /// First and last word of each subtree, by passes to and fro until every head lies in its sentence.
    fn edges(&mut self, heads: &[u32]) {
        let count = heads.len() as u32;
        for side in [&mut self.left, &mut self.right] {
            side.clear();
            side.extend(0..count);
        }
        for _ in 0..ROUNDS {
            (0..heads.len()).for_each(|word| self.widen(heads, word));
            (0..heads.len()).rev().for_each(|word| self.widen(heads, word));
            self.starts.clear();
            self.starts.resize(heads.len(), false);
            for (word, head) in heads.iter().enumerate() {
                if *head as usize == word
                    && let Some(left) = self.left.get(word)
                    && let Some(start) = self.starts.get_mut(*left as usize)
                {
                    *start = true;
                }
            }
            if self.heads_lie_in_sentences(heads) {
                break;
            }
        }
    }

    fn widen(&mut self, heads: &[u32], word: usize) {
        let Some(head) = heads.get(word).map(|h| *h as usize) else { return };
        if let Some(left) = self.left.get(word).copied()
            && let Some(to) = self.left.get_mut(head)
        {
            *to = left.min(*to);
        }
        if let Some(right) = self.right.get(word).copied()
            && let Some(to) = self.right.get_mut(head)
        {
            *to = right.max(*to);
        }
    }

    /// spaCy's test, which counts the first word of the next sentence in and leaves the last word out.
    fn heads_lie_in_sentences(&self, heads: &[u32]) -> bool {
        let mut current = 0;
        for at in 0..heads.len() {
            if at > 0 && self.starts.get(at) == Some(&true) || at + 1 == heads.len() {
                let inside = |head: &u32| (current..=at).contains(&(*head as usize));
                if !heads.get(current..at).unwrap_or_default().iter().all(inside) {
                    return false;
                }
                current = at;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: [Label; 4] = [
        Label { plain: 0, head: None },
        Label { plain: 1, head: None },
        Label { plain: 2, head: None },
        Label { plain: 3, head: Some(1) },
    ];

    #[track_caller]
    fn check(heads: &[u32], classes: &[u8], heads_after: &[u32], labels_after: &[u8], starts: &[usize]) {
        let (mut heads, mut labels, mut trees) = (heads.to_vec(), classes.to_vec(), Trees::default());
        trees.settle(&mut heads, &mut labels, (&PLAIN, 9), |_| false);
        let found: Vec<usize> = (0..heads.len()).filter(|w| trees.starts[*w]).collect();
        assert_eq!((&heads[..], &labels[..], &found[..]), (heads_after, labels_after, starts));
    }

    #[test]
    fn a_crossing_arc_goes_to_the_first_child_with_the_label() {
        // 0 ← root; 1, 2 below it; 3 was attached to the root but belongs below a word labelled 1
        check(&[0, 0, 0, 0], &[ROOT, 1, 2, 3], &[0, 0, 0, 1], &[9, 1, 2, 3], &[0]);
        // the first in breadth, not the nearest
        check(&[0, 0, 1, 0, 0], &[ROOT, 2, 1, 1, 3], &[0, 0, 1, 0, 3], &[9, 2, 1, 1, 3], &[0]);
        // nothing with that label: the head stays
        check(&[0, 0, 0], &[ROOT, 2, 3], &[0, 0, 0], &[9, 2, 3], &[0]);
    }

    #[test]
    fn a_decorated_label_is_no_match_until_it_is_settled() {
        let twice = [Label { plain: 1, head: Some(1) }, PLAIN[1], PLAIN[2]];
        let (mut heads, mut labels, mut trees) = (vec![0, 0, 0, 0], vec![ROOT, 0, 0, 2], Trees::default());
        trees.settle(&mut heads, &mut labels, (&twice, 9), |_| false);
        assert_eq!(heads, [0, 0, 1, 0], "word 1 finds none, word 2 finds word 1");
    }

    #[test]
    fn sentences_begin_at_the_left_edges_of_roots() {
        check(&[1, 1, 1, 4, 4], &[1, ROOT, 1, 1, ROOT], &[1, 1, 1, 4, 4], &[1, 9, 1, 1, 9], &[0, 3]);
    }

    #[test]
    fn edges_settle_over_several_passes() {
        // 0 → 5 → 1 → 4 → 2 → 3: after one pass the root seems to begin at 1, and 0 to lie outside
        let mut trees = Trees::default();
        trees.edges(&[5, 4, 3, 3, 2, 1]);
        assert_eq!(trees.left[3], 0);
        assert_eq!(trees.starts, [true, false, false, false, false, false]);
        // spaCy stops once all heads lie in their sentences, settled or not
        trees.edges(&[4, 0, 1, 2, 5, 5, 3]);
        assert_eq!((trees.left[5], trees.right[5]), (0, 5));
    }
}
