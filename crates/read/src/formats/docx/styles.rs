//! What a Word paragraph's style says that it is.

use factum_types::BlockKind;

/// What a paragraph of this style is, where the style tells.
pub(super) fn kind(style: &str) -> Option<BlockKind> {
    let style = style.to_ascii_lowercase();
    match style.as_str() {
        "title" => Some(BlockKind::Title),
        "subtitle" => Some(BlockKind::Heading),
        "caption" => Some(BlockKind::Caption),
        "header" | "footer" => Some(BlockKind::Chrome),
        _ if style.starts_with("heading") => Some(BlockKind::Heading),
        _ if style.starts_with("toc") => Some(BlockKind::Chrome),
        _ => None,
    }
}
