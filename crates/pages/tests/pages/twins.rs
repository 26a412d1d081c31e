//! Pages and their twins: every page has one, both say the same, and neither names a charge without its outcome.

use crate::support::{Pages, Words};
use axum::http::StatusCode;
use factum::types::Status;
use factum_pages::PATHS;

/// A charge that was dismissed, by two papers, of which the second came later.
fn dismissed() -> Vec<Words> {
    let mut later = Words::new("herald/2.txt", "2021-06-04", Status::Dismissed, "2021-06-01");
    later.publisher = "The Tarnley Herald".to_owned();
    later.title = "Charge over the fire is dropped".to_owned();
    vec![Words::new("echo/1.txt", "2021-03-12", Status::Charged, "2021-03-10"), later]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_has_a_twin() {
    let pages = Pages::of(&dismissed()).await;
    for path in PATHS {
        for query in ["", "?as_of=2021-04-01", "?known_by=2021-04", "?person=Quill"] {
            let page = pages.get(&format!("{path}{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}{query}: {}", page.body);
            assert!(page.body.starts_with("<!doctype html>"), "{path}");
            let twin = pages.get(&format!("{path}.json{query}")).await;
            assert_eq!(twin.status, StatusCode::OK, "{path}.json{query}: {}", twin.body);
            assert_eq!(twin.headers["content-type"], "application/json");
            assert!(twin.json()["version"].is_u64(), "{path}: {}", twin.body);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_and_its_twin_say_the_same_on_three_days() {
    let pages = Pages::of(&dismissed()).await;
    for (query, now, latest) in [
        ("?as_of=2021-03-09", None, "dismissed"),
        ("?as_of=2021-04-01", Some("charged"), "dismissed"),
        ("", Some("dismissed"), "dismissed"),
        ("?known_by=2021-04-01", Some("charged"), "charged"),
    ] {
        let twin = pages.get(&format!("/case.json{query}")).await.json();
        let charge = &twin["charges"][0];
        assert_eq!(charge["status"].as_str(), now, "{query}");
        assert_eq!(charge["latest_status"].as_str(), Some(latest), "{query}");
        let text = pages.get(&format!("/case{query}")).await.text();
        // status and outcome, letter by letter
        let words = charge["outcome_words"].as_str().unwrap();
        let (status, rest) = words.split_once(", ").unwrap();
        assert!(text.contains(&format!("{status} {rest}")), "{query}: “{words}” is not in {text}");
        if let Some(words) = charge["status_words"].as_str() {
            assert!(text.contains(words), "{query}");
        }
    }
    // what was published later stands beside what was known then
    assert!(
        pages.get("/case?known_by=2021-04-01").await.text().contains("published later dismissed 2021-06-01")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn wherever_a_charge_is_named_its_outcome_stands() {
    let pages = Pages::of(&dismissed()).await;
    let source = pages.get("/sources.json").await.json();
    let id = source["sources"][0]["id"].as_str().unwrap().trim_start_matches("sha256:").to_owned();
    let facts = pages.get(&format!("/sources/{id}.json")).await.json();
    let mut paths: Vec<String> = PATHS.iter().map(|p| (*p).to_owned()).collect();
    paths.extend([format!("/sources/{id}"), "/search?q=arson".to_owned()]);
    for fact in facts["facts"].as_array().unwrap() {
        paths.push(format!("/facts/{}", fact["name"].as_str().unwrap()));
        paths.push(format!("/words/{id}/{}-{}", fact["start"], fact["end"]));
    }
    let case = pages.get("/case").await.body;
    let linked = case.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    paths.extend(
        linked.filter(|l| l.starts_with("/charges/") || l.starts_with("/people/")).map(str::to_owned),
    );
    let mut seen = 0;
    for path in &paths {
        let page = pages.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        let text = page.text();
        if text.contains("arson") {
            seen += 1;
            assert!(
                text.contains("dismissed"),
                "{path} names the charge and not that it was dismissed: {text}"
            );
        }
        let (path, query) =
            path.split_once('?').map_or((path.as_str(), String::new()), |(p, q)| (p, format!("?{q}")));
        let twin = pages.get(&format!("{path}.json{query}")).await;
        assert_eq!(twin.status, StatusCode::OK, "{path}");
        if twin.body.contains("arson") {
            assert!(twin.body.contains("dismissed"), "{path}.json names the charge alone: {}", twin.body);
        }
    }
    assert!(seen > 10, "{seen} pages named the charge");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_a_conviction_in_force_reads_as_guilt() {
    let guilt = ["guilty", "convict", "criminal", "offender", "perpetrator", "culprit", "felon", "(agent"];
    for &status in Status::ALL {
        let pages = Pages::of(&[Words::new("echo/1.txt", "2021-03-12", status, "2021-03-10")]).await;
        let charge = pages.get("/case.json").await.json()["charges"][0].clone();
        let is_convicted = charge["state"] == "convicted";
        for path in PATHS {
            let page = pages.get(path).await;
            // the legend explains the marks; the words of the sources are theirs
            let main = page.body.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
            assert_eq!(
                main.contains("s-convicted"),
                is_convicted && main.contains("chip s-convicted"),
                "{path} {status}"
            );
            // what a form lets one choose says nothing of anybody
            let main: String = main
                .split("<select")
                .enumerate()
                .map(|(n, part)| if n == 0 { part } else { part.split_once("</select>").unwrap().1 })
                .collect();
            let text = crate::support::Answer { body: format!("<main{main}"), ..page }.text().to_lowercase();
            let text = text.replace("pleaded not guilty", "").replace("conviction overturned", "");
            let text = text.replace(&format!("was {status} arson"), "").replace(status.as_str(), "");
            for word in guilt {
                assert!(is_convicted || !text.contains(word), "{path}, {status}: “{word}” in {text}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn any_part_of_the_calendar_can_be_drawn() {
    let pages = Pages::of(&dismissed()).await;
    for (from, to) in [
        ("0001-01-01", "9999-12-31"),
        ("2021-03-10", "2021-03-11"),
        ("9999-12-30", "9999-12-31"),
        ("0001", "0001-02"),
        ("2021", "1999"),
    ] {
        let page = pages.get(&format!("/case?from={from}&to={to}&as_of=9999-12-31")).await;
        assert_eq!(page.status, StatusCode::OK, "{from} to {to}: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_asked_says_what_was_expected() {
    let pages = Pages::of(&dismissed()).await;
    for (path, status, words) in [
        ("/case?as_of=soon", StatusCode::BAD_REQUEST, "expected one like 2023-04-20"),
        ("/watch?days=x", StatusCode::BAD_REQUEST, "expected one like 90"),
        ("/facts/f000000000000", StatusCode::NOT_FOUND, "has no fact f000000000000"),
        ("/people/000000000000", StatusCode::NOT_FOUND, "no such person"),
        ("/words/00/1-x", StatusCode::NOT_FOUND, "/words/HASH/START-END"),
        ("/nowhere", StatusCode::NOT_FOUND, "There is no page /nowhere"),
        ("/case?person=Nobody", StatusCode::NOT_FOUND, "Nobody has “Nobody” in the name"),
    ] {
        let page = pages.get(path).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.text().contains(words), "{path}: {}", page.text());
    }
}
