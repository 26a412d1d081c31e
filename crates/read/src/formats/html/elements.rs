//! What HTML's elements mean for the text around them.

use super::page::Role;

/// Elements that have no end tag.
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Elements that part the text before them from the text after.
pub(super) fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"address"
            | b"article"
            | b"aside"
            | b"blockquote"
            | b"body"
            | b"button"
            | b"caption"
            | b"center"
            | b"dd"
            | b"details"
            | b"dialog"
            | b"div"
            | b"dl"
            | b"dt"
            | b"fieldset"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"head"
            | b"header"
            | b"hr"
            | b"html"
            | b"iframe"
            | b"label"
            | b"legend"
            | b"li"
            | b"main"
            | b"menu"
            | b"nav"
            | b"ol"
            | b"p"
            | b"pre"
            | b"section"
            | b"summary"
            | b"table"
            | b"tbody"
            | b"td"
            | b"tfoot"
            | b"th"
            | b"thead"
            | b"title"
            | b"tr"
            | b"ul"
    )
}

/// Elements whose text no reader of the page sees.
pub(super) fn is_dropped(name: &[u8]) -> bool {
    matches!(
        name,
        b"audio"
            | b"canvas"
            | b"datalist"
            | b"iframe"
            | b"math"
            | b"noembed"
            | b"noframes"
            | b"noscript"
            | b"object"
            | b"option"
            | b"script"
            | b"select"
            | b"style"
            | b"svg"
            | b"template"
            | b"textarea"
            | b"video"
            | b"xml"
    )
}

/// Elements that hold page chrome wherever they stand.
pub(super) fn is_chrome(name: &[u8]) -> bool {
    matches!(name, b"nav" | b"footer" | b"aside" | b"form" | b"button" | b"menu" | b"label" | b"dialog")
}

/// Roles that name page chrome.
pub(super) fn is_chrome_role(role: &str) -> bool {
    matches!(
        role,
        "navigation"
            | "banner"
            | "contentinfo"
            | "complementary"
            | "search"
            | "dialog"
            | "menu"
            | "menubar"
            | "alert"
    )
}

/// Beginnings of class names and ids that name page chrome.
const CHROME_NAMES: &[&str] = &[
    "breadcrumb",
    "newsletter",
    "share",
    "sharing",
    "social",
    "cookie",
    "advert",
    "ad-",
    "ads-",
    "related",
    "comments",
    "sidebar",
    "sitemap",
    "site-footer",
    "site-nav",
    "skip-",
    "most-read",
    "most-popular",
    "recirc",
    "promo",
    "recommended",
    "trending",
    "subscribe",
    "paywall",
    "tags",
    "author-bio",
    "site-header",
    "navbar",
    "menu-",
];

/// Whether a class attribute or an id says that an element is page chrome. Only the beginning of a name
/// counts: `has-sidebar` stands on what is beside the sidebar.
pub(super) fn is_chrome_name(names: &str) -> bool {
    names.split_whitespace().take(12).any(|name| {
        let name = name.to_ascii_lowercase();
        CHROME_NAMES.iter().any(|start| name.starts_with(start))
    })
}

/// What a class, an `itemprop` or a `rel` makes of an element within one of the role `around`.
pub(super) fn role_by_name(names: &str, around: Role) -> Option<Role> {
    let any = |wanted: &dyn Fn(&str) -> bool| names.split_whitespace().take(12).any(wanted);
    if around == Role::Text
        && any(&|name| name == "author" || name.starts_with("byline") || name.ends_with("byline"))
    {
        return Some(Role::Byline);
    }
    let credit = |name: &str| {
        let words: Vec<&str> = name.split(['-', '_']).collect();
        let last = words.last().copied().unwrap_or("");
        matches!(
            last,
            "credit" | "credits" | "copyright" | "copyrightholder" | "photographer" | "attribution"
        )
    };
    if matches!(around, Role::Caption | Role::Text) && any(&credit) {
        return Some(Role::Credit);
    }
    let caption =
        |name: &str| name.ends_with("caption") || name.starts_with("caption") || name.contains("-caption");
    (around == Role::Text && any(&caption)).then_some(Role::Caption)
}

/// Whether a style attribute hides the element.
pub(super) fn style_hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let declared = |wanted: &str| style.split(';').any(|d| d.trim_end_matches("!important") == wanted);
    let far = ["left:-", "top:-", "text-indent:-"].iter().any(|start| {
        style.split(';').filter_map(|d| d.strip_prefix(start)).any(|n| {
            n.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%')
                .parse::<f64>()
                .is_ok_and(|n| n >= 999.0)
        })
    });
    far || ["display:none", "visibility:hidden", "opacity:0", "font-size:0", "font-size:0px", "font-size:0pt"]
        .iter()
        .any(|wanted| declared(wanted))
}

/// Which open elements a start tag ends, HTML letting their end tags out: `closes(open, new)`.
pub(super) fn closes(open: &[u8], new: &[u8]) -> bool {
    match open {
        b"p" => is_block(new) && !matches!(new, b"button" | b"label" | b"iframe" | b"title"),
        b"li" => new == b"li",
        b"dt" | b"dd" => matches!(new, b"dt" | b"dd"),
        b"td" | b"th" => matches!(new, b"td" | b"th" | b"tr"),
        b"tr" => new == b"tr",
        b"option" => new == b"option",
        b"a" => new == b"a",
        b"head" => new == b"body",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_hide() {
        for style in [
            "display:none",
            "DISPLAY : none !important;",
            "color:red;font-size:0",
            "position:absolute;left:-9999px",
        ] {
            assert!(style_hides(style), "{style}");
        }
        for style in ["display:block", "font-size:0.9em", "left:-10px", "opacity:0.9", ""] {
            assert!(!style_hides(style), "{style}");
        }
    }

    #[test]
    fn class_names_of_chrome() {
        assert!(is_chrome_name("box share-buttons"));
        assert!(is_chrome_name("sidebar"));
        assert!(!is_chrome_name("story has-sidebar no-share"));
    }
}
