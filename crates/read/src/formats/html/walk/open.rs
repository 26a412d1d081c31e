//! An open element and what it means for the text in it.

use html5gum::StartTag;

use super::super::elements;
use super::super::page::Role;

/// An open element; what it inherits from those around it is copied in, so that the innermost tells all.
#[derive(Clone, Debug, Default)]
pub(super) struct Open {
    pub(super) name: Vec<u8>,
    pub(super) role: Role,
    pub(super) is_region: bool,
    pub(super) regions: Vec<u32>,
    pub(super) dropped: bool,
    pub(super) hidden: bool,
    pub(super) chrome: bool,
    pub(super) chrome_by_name: bool,
    pub(super) link: bool,
    pub(super) pre: bool,
    pub(super) is_jsonld: bool,
    /// Whether it is the outermost element of a credit.
    pub(super) is_credit: bool,
    /// Its class, `itemprop` and `rel`.
    pub(super) named: String,
}

impl Open {
    /// What a start tag opens within `around`.
    pub(super) fn new(tag: &StartTag<usize>, around: Option<&Open>) -> Open {
        let name: &[u8] = &tag.name;
        let mut open = around.cloned().unwrap_or_default();
        open.is_jsonld =
            name == b"script" && attribute(tag, b"type").eq_ignore_ascii_case("application/ld+json");
        let role = attribute(tag, b"role").to_ascii_lowercase();
        open.is_region = matches!(name, b"article" | b"main") || role == "main";
        open.role = match name {
            b"title" if !open.dropped => Role::PageTitle,
            b"h1" => Role::Headline,
            b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Role::Heading,
            b"figcaption" => Role::Caption,
            b"li" => Role::Item,
            _ => elements::role_by_name(&named(tag), open.role).unwrap_or(open.role),
        };
        // a credit within a caption is a block of its own
        open.is_credit = open.role == Role::Credit && around.is_none_or(|around| around.role != Role::Credit);
        // the header of a story holds its title and byline, that of a page its menu
        let page_header = name == b"header" && open.regions.is_empty();
        open.dropped |= elements::is_dropped(name);
        open.hidden |= is_hidden(tag);
        open.chrome |= elements::is_chrome(name) || elements::is_chrome_role(&role) || page_header;
        let whole = matches!(name, b"html" | b"body" | b"main" | b"article" | b"a" | b"p");
        open.chrome_by_name |= !whole
            && (elements::is_chrome_name(&attribute(tag, b"class"))
                || elements::is_chrome_name(&attribute(tag, b"id")));
        open.link |= name == b"a" && !names_a_place(tag);
        open.pre |= name == b"pre";
        open.named = named(tag);
        open.name = name.to_vec();
        open
    }
}

/// What a tag's class, `itemprop` and `rel` name it, in lower case.
pub(in super::super) fn named(tag: &StartTag<usize>) -> String {
    let names = [b"class".as_slice(), b"itemprop", b"rel"].map(|key| attribute(tag, key));
    names.join(" ").to_ascii_lowercase()
}

/// Whether a tag of a link leads nowhere and only gives the place where it stands a name.
fn names_a_place(tag: &StartTag<usize>) -> bool {
    let has = |key: &[u8]| tag.attributes.contains_key(key);
    !has(b"href") && !has(b"onclick") && (has(b"name") || has(b"id"))
}

fn is_hidden(tag: &StartTag<usize>) -> bool {
    tag.attributes.contains_key(b"hidden".as_slice())
        || attribute(tag, b"aria-hidden").eq_ignore_ascii_case("true")
        || elements::style_hides(&attribute(tag, b"style"))
}

/// An attribute's value; empty where the tag has none. At most 64 KiB of it: longer ones are data.
pub(in super::super) fn attribute(tag: &StartTag<usize>, name: &[u8]) -> String {
    const LONGEST: usize = 64 << 10;
    let value = tag.attributes.get(name).map_or(&[] as &[u8], |value| value.value.as_slice());
    String::from_utf8_lossy(value.get(..value.len().min(LONGEST)).unwrap_or_default()).into_owned()
}
