//! The article that a page describes in JSON-LD.

use serde_json::Value;

/// What JSON-LD says of an article.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Article {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) updated: Option<String>,
    /// The names of all authors.
    pub(super) authors: Vec<String>,
}

/// The first object with a date of publication; one whose type is an article's goes before others.
/// `None` where the JSON is broken or has none.
pub(super) fn article(json: &str) -> Option<Article> {
    let value: Value = serde_json::from_str(json.trim()).ok()?;
    let mut found = Vec::new();
    collect(&value, &mut found);
    let is_article =
        |object: &&&Value| types(object).any(|name| name.ends_with("Article") || name.ends_with("Posting"));
    let object = found.iter().find(is_article).or(found.first())?;
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    Some(Article {
        headline: text(object.get("headline")),
        published: text(object.get("datePublished")),
        publisher: text(object.get("publisher").and_then(|publisher| publisher.get("name"))),
        updated: text(object.get("dateModified")),
        authors: object.get("author").map(names).unwrap_or_default(),
    })
}

/// The names of a person, of several, or of what is only a name.
fn names(author: &Value) -> Vec<String> {
    match author {
        Value::String(name) => vec![name.clone()],
        Value::Array(authors) => authors.iter().take(12).flat_map(names).collect(),
        Value::Object(author) => author.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn types(object: &Value) -> impl Iterator<Item = &str> {
    let (one, many) = match object.get("@type") {
        Some(Value::String(name)) => (Some(name.as_str()), None),
        Some(Value::Array(names)) => (None, Some(names)),
        _ => (None, None),
    };
    one.into_iter().chain(many.into_iter().flatten().filter_map(Value::as_str))
}

/// Objects with a date of publication, at the top, in a list or in a graph.
fn collect<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        Value::Object(object) => {
            if object.contains_key("datePublished") {
                found.push(value);
            }
            if let Some(graph) = object.get("@graph") {
                collect(graph, found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_in_a_graph() {
        let json = r#"{"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"},
            {"@type": ["NewsArticle"], "headline": "Clerk cleared", "datePublished": "2023-05-12T08:00:00Z",
             "author": [{"@type": "Person", "name": "Jane Doe"}, "John Roe"], "dateModified": "2023-05-13",
             "publisher": {"name": "The Elmford Courier"}}]}"#;
        let article = article(json).unwrap();
        assert_eq!(article.published.as_deref(), Some("2023-05-12T08:00:00Z"));
        assert_eq!(article.publisher.as_deref(), Some("The Elmford Courier"));
        assert_eq!(article.authors, ["Jane Doe", "John Roe"]);
        assert_eq!(article.updated.as_deref(), Some("2023-05-13"));
        assert_eq!(super::article("{"), None);
        assert_eq!(super::article("[]"), None);
    }
}
