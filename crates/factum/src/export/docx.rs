//! The chronology for a word processor: WordprocessingML in its zip file.

use std::io::{Cursor, Write};

use factum_record::{Cite, Reason, View};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::html::{head, place};
use super::rows::entry_words;
use super::withheld_words;
use crate::words::fold;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// The file.
pub(super) fn document(view: &View, withheld: &[Reason]) -> Result<Vec<u8>, String> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // the date of the members is the first that zip knows, so that the same record gives the same bytes
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let body = body(view, withheld);
    for (name, text) in
        [("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", &body)]
    {
        zip.start_file(name, options).map_err(|e| e.to_string())?;
        zip.write_all(text.as_bytes()).map_err(|e| e.to_string())?;
    }
    Ok(zip.finish().map_err(|e| e.to_string())?.into_inner())
}

fn body(view: &View, withheld: &[Reason]) -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#,
    );
    let mut put = |text: String| out.push_str(&text);
    put(heading("Case chronology", 36));
    put(paragraph(&head(view)));
    put(paragraph(&withheld_words(withheld)));
    put(heading("Charges", 28));
    let charges: Vec<Vec<String>> = (0..view.charges.len())
        .filter_map(|at| view.outcome(at))
        .map(|o| vec![paragraph(&o.person), paragraph(o.offence()), paragraph(&o.standing())])
        .collect();
    put(table(&["Defendant", "Offence", "Latest status"], &charges));
    put(heading("Chronology", 28));
    let entries: Vec<Vec<String>> = view
        .timeline
        .iter()
        .map(|entry| {
            let quotes: String = entry.witnesses.iter().map(quote).collect();
            vec![paragraph(&entry.held.to_string()), paragraph(&entry_words(view, &entry.what)) + &quotes]
        })
        .collect();
    put(table(&["When", "What, and its words"], &entries));
    put(heading("Accounts that cannot both hold", 28));
    for clash in &view.conflicts {
        let charge = clash.charge.and_then(|at| view.outcome(at));
        let charge = charge.map(|o| format!(" [latest: {}]", o.standing())).unwrap_or_default();
        put(paragraph(&format!("{} ({}){charge}", fold(&clash.about), super::differ_in(clash))));
        let heaps = clash.heaps();
        for (at, heap) in heaps.iter().enumerate() {
            if at > 0 && clash.sides.len() > heaps.len() {
                put(paragraph("against"));
            }
            for side in *heap {
                put(paragraph(&format!("– {}", fold(&side.says))));
                side.cites.iter().for_each(|cite| put(quote(cite)));
            }
        }
    }
    put(heading("Sentences overtaken since they were published", 28));
    for stale in &view.stale {
        put(quote(&stale.claim));
        put(paragraph(&format!("Suggested note: {}", view.note(stale).unwrap_or_default())));
    }
    put(heading("Sources", 28));
    for source in &view.sources {
        let day = source.published.map_or_else(|| "day not stated".to_owned(), |p| p.to_string());
        put(paragraph(&format!("{day}: {} ({})", source.path, source.id)));
    }
    put("</w:body></w:document>".to_owned());
    out
}

/// Text as XML text; characters that XML cannot hold are replaced.
fn escaped(text: &str) -> String {
    super::html::escaped(text)
}

fn run(text: &str, properties: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn heading(text: &str, half_points: u32) -> String {
    format!("<w:p>{}</w:p>", run(text, &format!("<w:b/><w:sz w:val=\"{half_points}\"/>")))
}

fn paragraph(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text, ""))
}

/// The words of a source, marked, and where they stand.
fn quote(cite: &Cite) -> String {
    let words = run(&format!("“{}”", fold(&cite.quote)), "<w:highlight w:val=\"yellow\"/>");
    let place = run(&format!("  {}", place(cite)), "<w:sz w:val=\"18\"/>");
    format!("<w:p><w:pPr><w:ind w:left=\"360\"/></w:pPr>{words}{place}</w:p>")
}

fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let cell = |content: &str| format!("<w:tc><w:tcPr/>{content}</w:tc>");
    let row = |cells: String| format!("<w:tr>{cells}</w:tr>");
    let border = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:color=\"999999\"/>");
    let borders: String = ["top", "bottom", "insideH"].into_iter().map(border).collect();
    let grid: String = head.iter().map(|_| "<w:gridCol/>").collect();
    let first = row(head.iter().map(|h| cell(&format!("<w:p>{}</w:p>", run(h, "<w:b/>")))).collect());
    let rest: String = rows.iter().map(|cells| row(cells.iter().map(|c| cell(c)).collect())).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>\
         <w:tblGrid>{grid}</w:tblGrid>{first}{rest}</w:tbl><w:p/>"
    )
}
