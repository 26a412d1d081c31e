//! What people add and join by way of the pages, and what the pages say when the casebook itself changes.

use crate::support::{Pages, Words, pen};
use axum::http::StatusCode;
use factum::types::Status;

fn story() -> Words {
    Words::new("echo/1.txt", "2021-03-12", Status::Charged, "2021-03-10")
}

/// The path of the only document.
async fn source(pages: &Pages) -> String {
    let sources = pages.get("/sources.json").await.json();
    format!("/sources/{}", sources["sources"][0]["id"].as_str().unwrap().trim_start_matches("sha256:"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_is_added_with_its_words_and_taken_back_without_a_trace() {
    let pages = Pages::of(&[story()]).await;
    let before = pages.get("/case.json").await.json();
    let path = source(&pages).await;
    assert!(pages.get(&path).await.body.contains(&format!("{path}/step")), "no way to the form");
    let form = pages.get(&format!("{path}/step?words=Nothing+of+use")).await;
    assert!(form.body.contains("Nothing of use</textarea>"), "{}", form.body);
    let id = path.replace("/sources/", "sha256:");
    let add = |words: &str, date: &str| {
        format!(
            "source={id}&words={words}&person_named=Tess+Lane&offence=trespass&status=indicted&date={date}"
        )
    };
    for (words, date, why) in [
        ("Words+of+nobody", "", "do not stand in the document"),
        ("the+mill+was+empty", "", "stand in the document 2 times"),
        ("Nothing+of+use+stands+here.", "soon", "“soon” is no day"),
        ("", "", "needs its words"),
    ] {
        let refused = pages.post("/review/add", &add(words, date)).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{words}");
        assert!(refused.text().contains(why), "{words}: {}", refused.text());
        assert!(refused.body.contains("value=\"Tess Lane\""), "{words}: what was typed is lost");
    }
    // the line break does not matter
    let done = pages.post("/review/add", &add("Nothing+of%0Ause+stands++here.", "2021-04")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(done.headers["location"], path.as_str());
    let page = pages.get(&path).await.text();
    assert!(
        page.contains("Tess Lane, trespass: indicted latest indicted 2021-04")
            && page.contains("added by hand"),
        "{page}"
    );
    let charges = pages.get("/case.json?person=Tess+Lane").await.json()["charges"].clone();
    assert_eq!(
        (&charges[0]["offence"], &charges[0]["latest_status"]),
        (&"trespass".into(), &"indicted".into())
    );
    let facts = pages.get(&format!("{path}.json")).await.json();
    let hand = facts["facts"].as_array().unwrap().iter().find(|f| f["name"] == "hand-1").cloned().unwrap();
    assert_eq!(hand["quote"], "Nothing of use stands here.");
    let words = format!("/words/{}/{}-{}", id.trim_start_matches("sha256:"), hand["start"], hand["end"]);
    assert!(pages.get(&words).await.text().contains("added by hand by R. Tester"), "{words}");
    pages.post("/review/undo", "decision=1").await;
    assert_eq!(pages.get("/case.json").await.json(), before);
    assert!(!pages.get(&path).await.text().contains("Tess Lane"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_at_once_is_taken_back_at_once() {
    let pages = Pages::of(&[story()]).await;
    let facts = pages.get(&format!("{}.json", source(&pages).await)).await.json();
    let names = facts["facts"].as_array().unwrap().iter().take(3);
    let form: Vec<String> = names.map(|f| format!("fact={}", f["name"].as_str().unwrap())).collect();
    pages.post("/review/accept", &form.join("&")).await;
    let review = pages.get("/review").await.body;
    let undo = review.split("action=\"/review/undo\"").nth(1).unwrap().split("</form>").next().unwrap();
    let numbers: Vec<&str> = undo.split("value=\"").skip(1).filter_map(|v| v.split('"').next()).collect();
    assert_eq!(numbers.len(), 3, "{undo}");
    let all: Vec<String> = numbers.iter().map(|n| format!("decision={n}")).collect();
    assert_eq!(pages.post("/review/undo", &all.join("&")).await.status, StatusCode::SEE_OTHER);
    let left = pages.get("/decisions.json").await.json();
    let standing =
        |d: &&serde_json::Value| d["holds"] == true && !d["decision"].as_str().unwrap().starts_with("undo");
    assert_eq!(left["decisions"].as_array().unwrap().iter().filter(standing).count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_plausible_people_are_offered_for_a_join_and_others_when_they_are_looked_for() {
    let other = |path: &str, name: &str, offence: &str| Words {
        path: path.to_owned(),
        name: name.to_owned(),
        offence: offence.to_owned(),
        place: format!("{name}’s town"),
        said: format!("{name} was elsewhere"),
        ..Words::new(path, "2021-07-01", Status::Charged, "2021-06-30")
    };
    let stories =
        [story(), other("post/2.txt", "Bram Quill", "theft"), other("post/3.txt", "Cora Lane", "fraud")];
    let pages = Pages::of(&stories).await;
    let people = pages.get("/people").await.body;
    let link = people.split("href=\"/people/").skip(1).find(|l| l.contains(">Ada Quill<")).unwrap();
    let path = format!("/people/{}", link.split('"').next().unwrap());
    let offered =
        |body: &str| body.split("<select id=\"join\"").nth(1).map(str::to_owned).unwrap_or_default();
    let plausible = offered(&pages.get(&path).await.body);
    assert!(plausible.contains("Bram Quill") && !plausible.contains("Cora Lane"), "{plausible}");
    let sought = offered(&pages.get(&format!("{path}?like=lane")).await.body);
    assert!(sought.contains("Cora Lane") && !sought.contains("Bram Quill"), "{sought}");
    assert!(
        pages.get(&format!("{path}?like=nobody")).await.text().contains("Nobody has “nobody” in the name")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_show_what_newer_rules_read_otherwise_and_what_was_removed() {
    let other = Words {
        name: "Bram Lane".to_owned(),
        ..Words::new("post/2.txt", "2021-07-01", Status::Charged, "2021-06-30")
    };
    let pages = Pages::of(&[story(), other]).await;
    assert!(pages.get("/changes").await.text().contains("No document was read twice"));
    story().read_by("test 2", &mut pages.casebook(), |record| {
        record.charges[0].history[0].date = "2021-03-11".parse().ok();
        record.penalties.clear();
    });
    let text = pages.get("/changes").await.text();
    for words in [
        "read otherwise",
        "2021-03-10 became→ 2021-03-11",
        "no longer read",
        "penalty Ada Quill",
        "Ada Quill, arson: charged",
    ] {
        assert!(text.contains(words), "“{words}” is not in {text}");
    }
    let twin = pages.get("/changes.json").await.json();
    assert_eq!(twin["documents"][0]["path"], "echo/1.txt");
    assert!(!pages.get("/case").await.text().contains("removed"), "nothing was removed yet");
    pages.casebook().remove("post/2.txt", "R. Tester", "an order of the court", &pen()).unwrap();
    let text = pages.get("/changes").await.text();
    assert!(text.contains("removed 1 document") && text.contains("an order of the court"), "{text}");
    assert_eq!(pages.get("/changes.json").await.json()["left_out"][0]["removed"], true);
    assert!(pages.get("/case").await.text().contains("what was removed or is damaged"));
}
