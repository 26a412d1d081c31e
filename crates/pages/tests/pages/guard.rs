//! Who may ask, and what every answer forbids: no other site, no other name, nobody without the link.

use crate::support::{PORT, Pages, Words, own};
use axum::http::StatusCode;
use factum::types::Status;
use factum_pages::{ORIGINAL_POLICY, POLICY};

fn stories() -> Vec<Words> {
    vec![Words::new("echo/1.txt", "2021-03-12", Status::Charged, "2021-03-10")]
}

#[tokio::test(flavor = "multi_thread")]
async fn only_our_own_origin_with_a_session_is_answered() {
    let pages = Pages::of(&stories()).await;
    let good = format!("127.0.0.1:{PORT}");
    let hosts = [
        good.as_str(),
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost:4321",
        "localhost.:4321",
        "[::1]:4321",
        "0.0.0.0:4321",
        "evil.test",
        "evil.test:4321",
        "127.0.0.1.evil.test:4321",
        "",
    ];
    let own_origin = format!("http://{good}");
    let origins = [
        None,
        Some(own_origin.as_str()),
        Some("null"),
        Some("http://evil.test"),
        Some("http://localhost:4321"),
    ];
    let sites = [None, Some("same-origin"), Some("same-site"), Some("cross-site"), Some("none")];
    let cookies = [Some(pages.cookie().to_owned()), Some("factum-00000000=0".to_owned()), None];
    let mut n = 0;
    for method in ["GET", "POST"] {
        for host in hosts {
            for origin in origins {
                for site in sites {
                    for cookie in &cookies {
                        let path = if method == "GET" { "/case" } else { "/review/undo" };
                        let mut request =
                            axum::http::Request::builder().method(method).uri(path).header("host", host);
                        for (name, value) in
                            [("origin", origin), ("sec-fetch-site", site), ("cookie", cookie.as_deref())]
                        {
                            if let Some(value) = value {
                                request = request.header(name, value);
                            }
                        }
                        let answer = pages.send(request).await;
                        let from_us =
                            origin == Some(own_origin.as_str()) || (origin.is_none() && method == "GET");
                        let same = matches!(site, None | Some("same-origin"))
                            || (site == Some("none") && method == "GET");
                        let known = cookie.as_deref() == Some(pages.cookie());
                        let expected = host == good && from_us && same && known;
                        // an accepted POST without a form is a bad request, which only an accepted one can be
                        let through = matches!(answer.status, StatusCode::OK | StatusCode::BAD_REQUEST);
                        assert_eq!(
                            through, expected,
                            "{method} {host} {origin:?} {site:?} {cookie:?}: {}",
                            answer.status
                        );
                        assert!(!answer.headers.contains_key("access-control-allow-origin"));
                        n += 1;
                    }
                }
            }
        }
    }
    assert!(n > 300, "{n} combinations");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hosts_an_absolute_address_and_a_long_one_are_refused() {
    let pages = Pages::of(&stories()).await;
    let with = |request: axum::http::request::Builder| request.header("cookie", pages.cookie());
    let twice = pages.send(with(own("GET", "/case")).header("host", "evil.test")).await;
    assert_eq!(twice.status, StatusCode::MISDIRECTED_REQUEST);
    let absolute = pages.send(with(own("GET", "http://evil.test/case"))).await;
    assert_eq!(absolute.status, StatusCode::MISDIRECTED_REQUEST);
    let long = format!("/case?person={}", "x".repeat(5000));
    assert_eq!(pages.send(with(own("GET", &long))).await.status, StatusCode::URI_TOO_LONG);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_policy() {
    let pages = Pages::of(&stories()).await;
    for path in ["/case", "/case.json", "/assets/pages.css", "/nowhere", "/enter?token=x", "/"] {
        let answer = pages.get(path).await;
        assert_eq!(answer.headers["content-security-policy"], POLICY, "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(answer.headers["cross-origin-resource-policy"], "same-origin", "{path}");
    }
    assert!(!POLICY.contains("unsafe"));
    let refused = pages.send(own("GET", "/case")).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refused.headers["content-security-policy"], POLICY);
}

#[tokio::test(flavor = "multi_thread")]
async fn originals_are_files_that_can_do_nothing() {
    let pages = Pages::of(&stories()).await;
    let sources = pages.get("/sources.json").await.json();
    let id = sources["sources"][0]["id"].as_str().unwrap().trim_start_matches("sha256:").to_owned();
    let original = pages.get(&format!("/sources/{id}/original")).await;
    assert_eq!(original.status, StatusCode::OK);
    assert_eq!(original.headers["content-security-policy"], ORIGINAL_POLICY);
    assert_eq!(original.headers["content-disposition"], "attachment; filename=\"1.txt\"");
    assert_eq!(original.headers["content-type"], "application/octet-stream");
    assert!(original.body.starts_with("Fire at the old mill\n"));
    assert_eq!(pages.get("/sources/00/original").await.status, StatusCode::BAD_REQUEST);
}
