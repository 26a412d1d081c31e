//! Which of a page's blocks are the story's.

use std::collections::BTreeMap;

use factum_types::{BlockKind, Span};

use super::page::{PageBlock, Role};
use crate::layout::{self, Group};

/// The groups for layout, with what the markup says of each.
pub(super) fn groups(text: &str, blocks: &[PageBlock]) -> Vec<Group> {
    if layout::is_docket_page(blocks.iter().map(|block| block.span.of(text))) {
        let given = |block: &PageBlock| match block.role {
            Role::PageTitle => BlockKind::Chrome,
            _ => BlockKind::Form,
        };
        let cell = |block: &PageBlock| (block.span, given(block));
        return cells(text, blocks.iter().map(cell));
    }
    let names_count = !chrome_holds_the_story(text, blocks, |block| block.chrome_by_name);
    let tags_count = !chrome_holds_the_story(text, blocks, |block| block.chrome);
    // a link that is never closed makes all of a page a link
    let links_count = blocks.iter().any(|block| is_prose(text, block) && !is_link(text, block));
    let chrome = |block: &PageBlock| {
        block.chrome && tags_count
            || block.chrome_by_name && names_count
            || links_count && is_link(text, block)
    };
    let main = main_region(text, blocks, &chrome);
    let headline = headline(blocks, main, &chrome);
    let first_inside = blocks.iter().position(|block| is_inside(block, main)).unwrap_or(0);
    let mut groups = Vec::with_capacity(blocks.len());
    for (i, block) in blocks.iter().enumerate() {
        // a date and byline between the headline and the story's element belong to the story
        let between = headline.is_some_and(|h| h < i) && i < first_inside;
        let given = match block.role {
            _ if Some(i) == headline => Some(BlockKind::Title),
            Role::PageTitle => Some(BlockKind::Chrome),
            _ if chrome(block) || !(is_inside(block, main) || between) => Some(BlockKind::Chrome),
            Role::Heading | Role::Headline => Some(BlockKind::Heading),
            Role::Caption => Some(BlockKind::Caption),
            Role::Credit => Some(BlockKind::Credit),
            Role::Byline if short(block) => Some(BlockKind::Byline),
            Role::Byline => None,
            Role::Item => Some(BlockKind::Paragraph),
            Role::Text => None,
        };
        layout::split_lines(text, block.span, given, &mut groups);
    }
    groups
}

/// The cells of a docket, each whole.
fn cells(text: &str, blocks: impl Iterator<Item = (Span, BlockKind)>) -> Vec<Group> {
    let lines = |span: Span| 1 + span.of(text).matches('\n').count() as u32;
    blocks.map(|(span, kind)| Group { span, lines: lines(span), gap: true, given: Some(kind) }).collect()
}

/// Whether a block is no longer than a line with names.
fn short(block: &PageBlock) -> bool {
    block.span.len() <= 160
}

fn is_inside(block: &PageBlock, main: Option<u32>) -> bool {
    main.is_none_or(|main| block.regions.contains(&main))
}

/// Whether a kind of evidence for page chrome would take most of the page's prose; then it is no
/// evidence on this page.
fn chrome_holds_the_story(text: &str, blocks: &[PageBlock], chrome: impl Fn(&PageBlock) -> bool) -> bool {
    let prose = |chosen: &dyn Fn(&&PageBlock) -> bool| -> usize {
        blocks
            .iter()
            .filter(|b| is_prose(text, b) && !is_link(text, b))
            .filter(chosen)
            .map(|b| b.span.len())
            .sum()
    };
    let all = prose(&|_| true);
    all > 0 && prose(&|block| chrome(block)) * 2 > all
}

/// A block with a sentence in it.
fn is_prose(text: &str, block: &PageBlock) -> bool {
    let words = block.span.of(text);
    block.role == Role::Text && block.span.len() > 40 && layout::ends_sentence(words)
}

/// Whether a block is one link, or links and little else, and no sentence with a link in it.
fn is_link(text: &str, block: &PageBlock) -> bool {
    if matches!(block.role, Role::PageTitle | Role::Headline) || block.linked == 0 {
        return false;
    }
    let words = block.span.of(text);
    let letters = words.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    let share = block.linked * 100 / letters.max(1);
    share >= 90 || share >= 50 && !layout::ends_sentence(words)
}

/// The innermost `article` or `main` that holds more than half of the page's prose.
fn main_region(text: &str, blocks: &[PageBlock], chrome: &impl Fn(&PageBlock) -> bool) -> Option<u32> {
    let mut prose: BTreeMap<u32, usize> = BTreeMap::new();
    let mut all = 0;
    for block in blocks.iter().filter(|block| is_prose(text, block) && !chrome(block)) {
        all += block.span.len();
        for region in &block.regions {
            *prose.entry(*region).or_default() += block.span.len();
        }
    }
    // a region within another has the higher number
    prose.into_iter().rev().find(|(_, held)| held * 2 > all).map(|(region, _)| region)
}

/// The block that is the headline: an `h1` of the story, else any `h1`, else the page's title.
fn headline(blocks: &[PageBlock], main: Option<u32>, chrome: &impl Fn(&PageBlock) -> bool) -> Option<usize> {
    let h1 = |inside: bool| {
        blocks.iter().position(|block| {
            block.role == Role::Headline && !chrome(block) && (!inside || is_inside(block, main))
        })
    };
    h1(true).or_else(|| h1(false)).or_else(|| blocks.iter().position(|block| block.role == Role::PageTitle))
}
