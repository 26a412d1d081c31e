//! Pages and the blocks that the walk finds.

use super::*;

#[track_caller]
fn check(page: &str, expected: &[(Role, &str)]) -> Page {
    let walked = walk(page);
    let found: Vec<_> = walked.blocks.iter().map(|b| (b.role, b.span.of(&walked.text))).collect();
    assert_eq!(found, expected, "{page}");
    walked
}

#[test]
fn blocks_end_where_the_markup_ends_them() {
    use Role::{Caption, Heading, Headline, Item, PageTitle, Text};
    check(
        "<!doctype html><title>Clerk cleared | Courier</title><body><h1>Clerk\n cleared</h1><p>One<p>Two <b>bold</b>.\
         <ul><li>a<li>b</ul><figure><figcaption>A clerk</figcaption></figure><h2>More</h2>Loose<br>lines",
        &[
            (PageTitle, "Clerk cleared | Courier"),
            (Headline, "Clerk cleared"),
            (Text, "One"),
            (Text, "Two bold."),
            (Item, "a"),
            (Item, "b"),
            (Caption, "A clerk"),
            (Heading, "More"),
            (Text, "Loose\nlines"),
        ],
    );
}

#[test]
fn scripts_and_hidden_text_are_no_text() {
    let page = check(
        "<p>Seen<script>x('</p>')</script><style>p{}</style><template>t</template><noscript>n</noscript>\
         <p hidden>one<p style='display:none'>two<p aria-hidden=true>three<textarea>four</textarea><p>End",
        &[(Role::Text, "Seen"), (Role::Text, "End")],
    );
    assert_eq!(page.notes, ["hidden text left out: 15 bytes"]);
}

#[test]
fn every_character_leads_back() {
    let source = "<p>Smith &amp; Sons&rsquo;\r\n   clerk &lt;caf\u{e9}&gt;</p>\n<p>was&nbsp;freed.</p>";
    let page = walk(source);
    assert_eq!(page.text, "Smith & Sons’ clerk <café>\n\nwas freed.");
    let back = |words: &str| {
        let at = page.text.find(words).unwrap();
        let span = page.origin.source_of(Span::new(at, at + words.len())).unwrap();
        span.of(source)
    };
    assert_eq!(back("Sons’"), "Sons&rsquo;");
    assert_eq!(back("clerk <"), "clerk &lt;");
    assert_eq!(back("café"), "caf\u{e9}");
    assert_eq!(back("was freed"), "was&nbsp;freed");
    assert_eq!(page.origin.pieces.last().unwrap().text.end as usize, page.text.len());
}

#[test]
fn an_unclosed_comment_is_told() {
    let page = check("<p>Text <!-- and then nothing", &[(Role::Text, "Text")]);
    assert_eq!(page.notes.len(), 1);
    assert!(walk("<p>Text <!-- fine -->").notes.is_empty());
}

#[test]
fn a_page_that_an_unclosed_picture_swallows_says_so() {
    let page = check("<title>x</title><svg>The clerk was freed.", &[(Role::PageTitle, "x")]);
    assert_eq!(page.notes, ["text within pictures, forms and the like left out: 20 bytes"]);
}

#[test]
fn nesting_has_a_floor_and_the_text_is_kept() {
    let page = walk(&format!("{}The clerk was freed.", "<div>".repeat(2000)));
    assert_eq!(page.text, "The clerk was freed.");
    assert_eq!(page.notes.len(), 1);
}

#[test]
fn a_name_for_a_place_is_no_link() {
    let linked = |tag: &str| walk(&format!("<p>{tag}The clerk was freed.")).blocks[0].linked;
    assert_eq!(linked("<a name='clerk'>"), 0);
    assert_eq!(linked("<a id='clerk'>"), 0);
    assert_eq!(linked("<a name='clerk' href='/clerk'>"), 17);
    assert_eq!(linked("<a>"), 17);
}
