//! Decisions by way of the pages: kept with who, shown, and taken back to the exact state of before.

use crate::support::{Pages, Words};
use axum::http::StatusCode;
use factum::types::Status;

fn two_papers() -> Vec<Words> {
    let mut later = Words::new("herald/2.txt", "2021-06-04", Status::Dismissed, "2021-06-01");
    later.publisher = "The Tarnley Herald".to_owned();
    vec![Words::new("echo/1.txt", "2021-03-12", Status::Charged, "2021-03-10"), later]
}

async fn step(pages: &Pages, status: &str) -> String {
    let sources = pages.get("/sources.json").await.json();
    for source in sources["sources"].as_array().unwrap() {
        let id = source["id"].as_str().unwrap().trim_start_matches("sha256:");
        let facts = pages.get(&format!("/sources/{id}.json")).await.json();
        let found = facts["facts"].as_array().unwrap().iter().find(|f| f["status"] == status).cloned();
        if let Some(fact) = found {
            return fact["name"].as_str().unwrap().to_owned();
        }
    }
    panic!("no step to {status}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rejected_step_is_gone_until_the_rejection_is_taken_back() {
    let pages = Pages::of(&two_papers()).await;
    let before = pages.get("/case.json").await.json();
    let fact = step(&pages, "dismissed").await;
    let done = pages.post("/review/reject", &format!("fact={fact}&why=a+misprint&back=/case")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(done.headers["location"], "/case");
    assert_eq!(pages.get("/case.json").await.json()["charges"][0]["latest_status"], "charged");
    let text = pages.get(&format!("/facts/{fact}")).await.text();
    assert!(text.contains("rejected (a misprint) by R. Tester on 2026-11-26T10:00:00Z"), "{text}");
    let decisions = pages.get("/decisions.json").await.json();
    let number = decisions["decisions"][0]["number"].as_i64().unwrap();
    pages.post("/review/undo", &format!("decision={number}")).await;
    assert_eq!(pages.get("/case.json").await.json(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inference_leaves_the_queue_when_it_is_accepted() {
    let pages = Pages::of(&two_papers()).await;
    let queue = pages.get("/review.json").await.json();
    let doubt =
        queue["doubts"].as_array().unwrap().iter().find(|d| d["kind"] == "rests on an inference").unwrap();
    let facts: Vec<String> =
        doubt["facts"].as_array().unwrap().iter().map(|f| format!("fact={}", f.as_str().unwrap())).collect();
    let done = pages.post("/review/accept", &facts.join("&")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let left = pages.get("/review.json").await.json();
    assert_eq!(left["doubts"].as_array().unwrap().len() + 1, queue["doubts"].as_array().unwrap().len());
    assert!(pages.get("/review").await.text().contains("settled"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_join_and_a_split_need_parties_that_are_there() {
    let mut other = Words::new("herald/3.txt", "2021-07-01", Status::Charged, "2021-06-30");
    other.offence = "theft of a boat".to_owned();
    other.place = "Silt Harbour".to_owned();
    let mut first = Words::new("echo/1.txt", "2021-03-12", Status::Charged, "2021-03-10");
    first.offence = "forgery".to_owned();
    let pages = Pages::of(&[first, other]).await;
    let parties = pages.get("/people.json").await.json()["parties"].as_array().unwrap().clone();
    let member = |p: &serde_json::Value| {
        let member = &p["members"][0];
        format!(
            "{}+{}",
            member["source"].as_str().unwrap(),
            member["name"].as_str().unwrap().replace(' ', "+")
        )
    };
    if let [a, b] = parties.as_slice() {
        let done = pages.post("/review/join", &format!("a={}&b={}", member(a), member(b))).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(pages.get("/people.json").await.json()["parties"].as_array().unwrap().len(), 1);
        pages.post("/review/undo", "decision=1").await;
        assert_eq!(pages.get("/people.json").await.json()["parties"], serde_json::json!(parties));
    } else {
        panic!("a name alone joined two people: {parties:?}");
    }
    let wrong = pages.post("/review/join", "a=sha256:00+Nobody&b=x").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let nothing = pages.post("/review/accept", "fact=f000000000000").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}
