//! Messages and mailboxes: the body as it reads, the attachments as files of their own.

use factum_types::Document;
use mail_parser::{Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::text::check_words;
use super::transfer::{self, Transfer};
use super::{Format, Input, Sample, html, members};
use crate::assemble::{self, Known};
use crate::layout::{self, Context};
use crate::{Hint, ReadError, dates, decode, origin};

/// Messages: `.eml`.
pub(super) const MAIL: Format =
    Format { name: "mail", extensions: &["eml"], jailed: true, sniff: is_message, read };
/// Mailboxes: messages one after another, each after a line that begins with `From `.
pub(super) const MAILBOX: Format =
    Format { name: "mailbox", extensions: &["mbox"], jailed: true, sniff: is_mailbox, read: read_mailbox };

/// How many bytes the headers of a message may have.
const HEADERS: usize = 1 << 20;
/// How many parts a message may have.
const PARTS: usize = 1000;
/// How many messages a mailbox may have.
const MESSAGES: usize = 20_000;
/// How many characters of a subject make a title.
const SUBJECT: usize = 300;

fn is_message(sample: &Sample) -> bool {
    sample.binary == Some(super::signatures::MAIL)
}

fn is_mailbox(sample: &Sample) -> bool {
    sample.binary == Some(super::signatures::MAILBOX)
}

fn read_mailbox(input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    let messages = messages(input.bytes);
    if messages.len() > MESSAGES {
        let what = format!("the mailbox has {} messages; expected at most {MESSAGES}", messages.len());
        return vec![Err(ReadError::OverLimit { path: input.hint.path.clone(), what })];
    }
    let of = |(i, bytes): (usize, &[u8])| {
        let path = members::path(&input.hint.path, &(i + 1).to_string());
        let hint = Hint { path, ..input.hint.clone() };
        let mut documents = read(&Input { bytes, hint: &hint, depth: input.depth + 1 });
        members::keep(&mut documents, bytes);
        documents
    };
    messages.into_iter().enumerate().flat_map(of).collect()
}

/// The messages of a mailbox, without the lines that part them.
fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    let mut starts = Vec::new();
    let mut blank = true;
    let mut at = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if blank && line.starts_with(b"From ") {
            starts.push((at, at + line.len()));
        }
        blank = line.trim_ascii().is_empty();
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(line, _)| *line).chain([bytes.len()]);
    starts.iter().zip(ends).map(|((_, start), end)| bytes.get(*start..end).unwrap_or_default()).collect()
}

fn read(input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    let path = &input.hint.path;
    let over = |what: String| vec![Err(ReadError::OverLimit { path: path.clone(), what })];
    let refused = |why: &str| vec![Err(ReadError::Refused { path: path.clone(), why: why.to_owned() })];
    if header_bytes(input.bytes) > HEADERS {
        return over(format!("the headers have more than {} KiB", HEADERS >> 10));
    }
    let Some(message) = MessageParser::default().parse(input.bytes) else {
        return refused("is no message: it has no headers");
    };
    if message.parts.len() > PARTS {
        return over(format!("the message has {} parts; expected at most {PARTS}", message.parts.len()));
    }
    let mut results = bodies(&message, input);
    for (i, part) in message.attachments().enumerate() {
        let name = part.attachment_name().map(|name| name.chars().filter(|c| !c.is_control()).collect());
        let member = members::path(path, &name.unwrap_or_else(|| format!("attachment-{}", i + 1)));
        let raw = input.bytes.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
        results.extend(match &part.body {
            PartType::Message(_) => forwarded(raw, member, input),
            _ => members::read(&undone(part, input.bytes).0, member, input),
        });
    }
    if results.is_empty() { refused("the message has no body and no attachment") } else { results }
}

/// A message within the message.
fn forwarded(raw: &[u8], member: String, outer: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    const DEEPEST: usize = 10;
    if outer.depth >= DEEPEST {
        let what = format!("lies within more than {DEEPEST} messages");
        return vec![Err(ReadError::OverLimit { path: member, what })];
    }
    let hint = Hint { path: member, ..outer.hint.clone() };
    let mut documents = read(&Input { bytes: raw, hint: &hint, depth: outer.depth + 1 });
    members::keep(&mut documents, raw);
    documents
}

/// The message's own words: the plain form, and the HTML form where it says something else.
fn bodies(message: &Message<'_>, input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    let mut plain = Vec::new();
    let mut rich = Vec::new();
    for (i, id) in message.text_body.iter().enumerate() {
        if let Some(part) = message.parts.get(*id as usize) {
            plain.push(body(message, part, &numbered(&input.hint.path, "part", i), input));
        }
    }
    let other = message.html_body.iter().filter(|id| !message.text_body.contains(id));
    for (i, id) in other.enumerate() {
        if let Some(part) = message.parts.get(*id as usize) {
            let path = members::path(&input.hint.path, &format!("html-{}", i + 1));
            rich.push(body(message, part, &path, input));
        }
    }
    // a body without words beside an attachment with words is nothing to speak of
    let wordless = |r: &Result<Document, ReadError>| matches!(r, Err(ReadError::Empty { .. }));
    if message.attachment_count() > 0 || plain.len() + rich.len() > 1 {
        plain.retain(|result| !wordless(result));
        rich.retain(|result| !wordless(result));
    }
    if said(&plain) == said(&rich) || rich.is_empty() {
        return plain;
    }
    if plain.is_empty() {
        return rich;
    }
    let mut both = plain;
    both.extend(rich);
    for document in both.iter_mut().flatten() {
        document.notes.push("the message's plain and HTML forms differ; both are read".to_owned());
    }
    both
}

fn numbered(path: &str, name: &str, i: usize) -> String {
    if i == 0 { path.to_owned() } else { members::path(path, &format!("{name}-{}", i + 1)) }
}

/// The words that documents say, whatever stands between them.
fn said(results: &[Result<Document, ReadError>]) -> String {
    let texts = results.iter().flatten().map(|document| document.text.as_str());
    texts.flat_map(|text| text.chars().filter(|c| c.is_alphanumeric())).collect()
}

fn body(
    message: &Message<'_>,
    part: &MessagePart<'_>,
    path: &str,
    input: &Input<'_>,
) -> Result<Document, ReadError> {
    let (bytes, way) = undone(part, input.bytes);
    let hint = Hint { path: path.to_owned(), ..input.hint.clone() };
    let inner = Input { bytes: &bytes, hint: &hint, depth: input.depth };
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    let declared = charset.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    let mut document = if matches!(part.body, PartType::Html(_)) {
        html::document(&inner, declared)?
    } else {
        let mut decoded = decode::decode(&bytes, declared);
        check_words(&mut decoded, &inner)?;
        let cut = layout::cut(&decoded.text, &Context::default());
        assemble::document(Known::from_hint(&hint), decoded, cut)
    };
    document.origin = origin::compose(&document.origin, &way);
    if path == input.hint.path {
        document.id = assemble::id(input.bytes);
    } else {
        // another part of the message is a document of its own
        document.id = assemble::id(&bytes);
        document.own.clone_from(&bytes);
    }
    if let Some(label) = charset.filter(|_| declared.is_none()) {
        document.notes.push(format!("the encoding is not known: {label}"));
    }
    headers(message, &hint, &mut document);
    Ok(document)
}

/// What the headers say, where nothing better is known.
fn headers(message: &Message<'_>, hint: &Hint, document: &mut Document) {
    if let Some(subject) = message.subject().map(str::trim).filter(|s| !s.is_empty()) {
        document.title = Some(subject.chars().take(SUBJECT).collect());
    }
    if hint.published.is_none() {
        let sent = message.date().filter(|date| date.is_valid());
        let day = sent.and_then(|d| dates::field(&format!("{:04}-{:02}-{:02}", d.year, d.month, d.day)));
        document.published = day
            .map(|date| factum_types::Published { date, origin: factum_types::DateOrigin::Metadata })
            .or(document.published);
    }
    let senders = message.header_values(mail_parser::HeaderName::From).count();
    if senders > 1 {
        document.notes.push(format!("the message names its sender {senders} times"));
    }
    let from = message.from().and_then(Address::first);
    let name = from.and_then(|from| from.name.as_deref()).unwrap_or("");
    let address = from.and_then(|from| from.address.as_deref()).unwrap_or("");
    if name.contains('@') && !name.contains(address) {
        document.notes.push(format!("the sender's name shows another address than his own, {address}"));
    } else if hint.publisher.is_none() && !name.is_empty() {
        document.publisher = Some(name.chars().take(SUBJECT).collect());
    }
}

/// A part's bytes with the transfer encoding undone, and the way back to the message.
fn undone(part: &MessagePart<'_>, message: &[u8]) -> (Vec<u8>, factum_types::Origin) {
    let (start, end) = (part.offset_body as usize, part.offset_end as usize);
    let transfer = match part.encoding {
        Encoding::None => Transfer::Plain,
        Encoding::QuotedPrintable => Transfer::QuotedPrintable,
        Encoding::Base64 => Transfer::Base64,
    };
    transfer::undo(message.get(start..end).unwrap_or_default(), start, transfer)
}

/// How many bytes stand before the first empty line.
fn header_bytes(bytes: &[u8]) -> usize {
    let mut at = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if line.trim_ascii().is_empty() || at > HEADERS {
            break;
        }
        at += line.len();
    }
    at
}
