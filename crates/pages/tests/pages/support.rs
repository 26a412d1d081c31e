//! A casebook of invented stories, and the pages of it without a socket.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use factum::casebook::{Addition, Casebook, Pen};
use factum::types::{
    Act, Block, BlockKind, Charge, Conflict, ConflictKind, Coverage, DateOrigin, Differing, Document, Event,
    Evidence, Mention, Modality, Mode, Offence, Participant, Party, PartyKind, PartyRole, Penalty,
    PenaltyKind, PenaltyState, Published, Record, Role, Span, Statement, Status, Step, Telling, Variance,
};
use factum_pages::{Desk, Door, Settings, router};
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};
use tower::ServiceExt;

/// The port that the pages believe to be on.
pub(crate) const PORT: u16 = 4321;

/// What a story is made of.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) publisher: String,
    pub(crate) published: &'static str,
    pub(crate) name: String,
    pub(crate) offence: String,
    pub(crate) place: String,
    pub(crate) channel: String,
    pub(crate) said: String,
    pub(crate) status: Status,
    pub(crate) day: &'static str,
}

impl Words {
    /// "Ada Quill was charged with arson".
    pub(crate) fn new(path: &str, published: &'static str, status: Status, day: &'static str) -> Words {
        Words {
            path: path.to_owned(),
            title: "Fire at the old mill".to_owned(),
            publisher: "The Elmford Echo".to_owned(),
            published,
            name: "Ada Quill".to_owned(),
            offence: "arson".to_owned(),
            place: "Elmford".to_owned(),
            channel: "a court filing".to_owned(),
            said: "the mill was empty".to_owned(),
            status,
            day,
        }
    }

    /// The same words in every field.
    pub(crate) fn all(path: &str, words: &str) -> Words {
        let words = words.to_owned();
        Words {
            path: format!("{path} {words}"),
            title: words.clone(),
            publisher: words.clone(),
            name: words.clone(),
            offence: words.clone(),
            place: words.clone(),
            channel: words.clone(),
            said: words,
            ..Words::new("", "2021-03-12", Status::Charged, "2021-03-10")
        }
    }

    /// Adds the story to a casebook.
    pub(crate) fn add(&self, casebook: &mut Casebook) {
        self.read_by("test 1", casebook, |_| {});
    }

    /// Adds what another engine makes of the story.
    pub(crate) fn read_by(&self, engine: &str, casebook: &mut Casebook, otherwise: impl FnOnce(&mut Record)) {
        let (document, mut record) = story(self);
        otherwise(&mut record);
        let bytes = document.text.as_bytes();
        let addition = Addition { document: &document, record: &record, bytes, engine };
        casebook.add(addition, &pen()).unwrap();
    }
}

/// A time and dice of a test.
pub(crate) fn pen() -> Pen {
    Pen { now: "2026-11-01T09:00:00Z".parse().unwrap(), dice: [7; 32] }
}

/// The text of a story, sentence by sentence, and what it says.
fn story(w: &Words) -> (Document, Record) {
    let mut text = String::new();
    let mut say = |sentence: String| {
        let start = text.len();
        text.push_str(&sentence);
        text.push('\n');
        Evidence { span: Span::new(start, start + sentence.len()), rule: "test.rule".to_owned() }
    };
    let title = say(w.title.clone());
    let step = say(format!("{} was {} {} on {}.", w.name, w.status, w.offence, w.day));
    let threat = say(format!("{} faces up to five years in prison.", w.name));
    let event = say(format!("The fire at {} was on 2021-03-01.", w.place));
    let denied = say(format!("{} denied it in {}: {}.", w.name, w.channel, w.said));
    let found = say(format!("A report found otherwise: {}.", w.said));
    let silent = say("Nothing of use stands here.".to_owned());
    let chrome = say("Share this story".to_owned());
    let statement = |act, evidence: &Evidence| Statement {
        speaker: Some(0),
        speaker_text: w.name.clone(),
        joint: Vec::new(),
        mode: Mode::Indirect,
        act,
        cue: None,
        hedge: None,
        modality: Modality::Asserted,
        relay: Vec::new(),
        channel: Some(w.channel.clone()),
        content: vec![evidence.span],
        answer: None,
        evidence: evidence.clone(),
    };
    let record = Record {
        parties: vec![Party {
            kind: PartyKind::Person,
            name: w.name.clone(),
            aliases: vec![format!("{} the younger", w.name)],
            roles: vec![PartyRole { role: Role::Defendant, evidence: step.clone() }],
            marks: Vec::new(),
            age: None,
            mentions: vec![Mention { evidence: step.clone() }],
        }],
        charges: vec![Charge {
            defendant: 0,
            offence: Some(Offence { text: w.offence.clone(), code: None }),
            counts: None,
            numbers: Vec::new(),
            history: vec![Step {
                surface: w.status.to_string(),
                date: w.day.parse().ok(),
                inferred: vec![format!("the offence is taken from the title, {}", w.title)],
                ..Step::asserted(w.status, step.clone())
            }],
            current: w.status,
            enhances: None,
        }],
        penalties: vec![Penalty {
            person: Some(0),
            charge: Some(0),
            kind: PenaltyKind::Prison,
            amount: Some("P5Y".to_owned()),
            state: PenaltyState::Possible,
            terms: Vec::new(),
            said_by: None,
            evidence: threat.clone(),
        }],
        events: vec![Event {
            kind: "other".to_owned(),
            date: "2021-03-01".parse().ok(),
            place: Some(w.place.clone()),
            participants: vec![Participant { party: 0, role: "agent".to_owned() }],
            weapon: None,
            said_by: None,
            evidence: event.clone(),
        }],
        statements: vec![statement(Act::Deny, &denied), statement(Act::Find, &found)],
        variances: vec![Variance {
            what: Differing::Circumstance,
            about: w.said.clone(),
            person: Some(0),
            charges: vec![0],
            sides: [&event, &threat].map(|e| Telling { says: w.place.clone(), evidence: e.clone() }).into(),
        }],
        conflicts: vec![Conflict { a: 0, b: 1, about: w.said.clone(), kind: ConflictKind::Direct }],
        coverage: [&step, &threat, &event, &denied, &found]
            .map(|e| Coverage { span: e.span, facts: 1, parsed: true })
            .into_iter()
            .chain([Coverage { span: silent.span, facts: 0, parsed: true }])
            .collect(),
    };
    let kinds = [BlockKind::Title, BlockKind::Paragraph, BlockKind::Chrome];
    let ends = [title.span, step.span.cover(silent.span), chrome.span];
    let id: String = Sha256::digest(&text).iter().map(|b| format!("{b:02x}")).collect();
    let document = Document {
        id: format!("sha256:{id}"),
        path: w.path.clone(),
        title: Some(w.title.clone()),
        publisher: Some(w.publisher.clone()),
        published: w.published.parse().ok().map(|date| Published { date, origin: DateOrigin::Metadata }),
        text,
        blocks: kinds.into_iter().zip(ends).map(|(kind, span)| Block { kind, span }).collect(),
        ..Document::default()
    };
    (document, record)
}

/// Pages of a casebook in a folder of its own.
pub(crate) struct Pages {
    router: Router,
    cookie: String,
    folder: tempfile::TempDir,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// The words of a page, as one reads them.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        let mut depth = false;
        for c in self.body.chars() {
            match c {
                '<' => depth = true,
                '>' => depth = false,
                c if !depth => out.push(c),
                _ => {}
            }
        }
        let plain =
            out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        plain.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Pages {
    /// The pages of these stories, with a session.
    pub(crate) async fn of(stories: &[Words]) -> Pages {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("case.factum");
        let mut casebook = Casebook::open_or_create(&path).unwrap();
        stories.iter().for_each(|s| s.add(&mut casebook));
        drop(casebook);
        let settings = Settings {
            casebook: path,
            by: "R. Tester".to_owned(),
            now: "2026-11-26T10:00:00Z".parse().ok(),
            engine: Arc::new(|| Err("no engine in this test".to_owned())),
            worker: None,
        };
        let links = Arc::new(std::sync::Mutex::new(Vec::new()));
        let said = Arc::clone(&links);
        let door = Door::new(PORT, move |link| said.lock().unwrap().push(link.to_owned())).unwrap();
        let router = router(Arc::new(Desk::new(settings).unwrap()), &door);
        let link = links.lock().unwrap().first().cloned().unwrap();
        let path = link.strip_prefix(&format!("http://127.0.0.1:{PORT}")).unwrap();
        let entered = send(&router, own("GET", path)).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
        let cookie = entered.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.contains("; HttpOnly; SameSite=Strict"), "{cookie}");
        let again = send(&router, own("GET", path)).await;
        assert_eq!(again.status, StatusCode::FORBIDDEN, "a link lets in once");
        assert_eq!(links.lock().unwrap().len(), 2, "the next link is said");
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Pages { router, cookie, folder }
    }

    /// The casebook, opened once more beside the pages.
    pub(crate) fn casebook(&self) -> Casebook {
        Casebook::open(&self.folder.path().join("case.factum")).unwrap()
    }

    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    /// A page, asked by our own browser.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(own("GET", path).header("cookie", &self.cookie)).await
    }

    /// A form that is sent from our own pages.
    pub(crate) async fn post(&self, path: &str, form: &str) -> Answer {
        let request = own("POST", path).header("cookie", &self.cookie);
        let request = request.header("origin", format!("http://127.0.0.1:{PORT}"));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let request = request.body(Body::from(form.to_owned())).unwrap();
        whole(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// Whatever is asked.
    pub(crate) async fn send(&self, request: axum::http::request::Builder) -> Answer {
        send(&self.router, request).await
    }
}

/// A request with our own host.
pub(crate) fn own(method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header("host", format!("127.0.0.1:{PORT}"))
}

async fn send(router: &Router, request: axum::http::request::Builder) -> Answer {
    let request = request.body(Body::empty()).unwrap();
    whole(router.clone().oneshot(request).await.unwrap()).await
}

async fn whole(response: axum::response::Response) -> Answer {
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let body = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status: parts.status, headers: parts.headers, body }
}
