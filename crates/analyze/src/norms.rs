//! The norm of words that the model's own table lacks.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::python::lower;

/// The norm of quotes, dashes and currencies; of anything else the lower-cased text.
pub(crate) fn norm(text: &str) -> String {
    static NORMS: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let norms = NORMS.get_or_init(|| {
        include_str!("data/base_norms.txt").lines().filter_map(|l| l.split_once('\t')).collect()
    });
    norms.get(text).map_or_else(|| lower(text), |n| (*n).to_owned())
}

#[cfg(test)]
mod tests {
    use super::norm;

    #[test]
    fn quotes_have_one_norm() {
        assert_eq!(
            (norm("“"), norm("’S"), norm("——"), norm("A$")),
            ("\"".into(), "'s".into(), "-".into(), "$".into())
        );
        assert_eq!((norm("Court"), norm("ΟΔΟΣ")), ("court".into(), "οδος".into()));
    }
}
