//! The lemmatizer: endings by rule, checked against a word list, and irregular forms.

use crate::ModelError;
use crate::container::{Container, Index};
use crate::hash::murmur64a;
use crate::python::is_alpha;
use crate::records::Reader;
use factum_types::Pos;

/// The parts of speech that have tables, as the model names them.
pub(crate) const CLASSES: [&str; 5] = ["adj", "adv", "noun", "verb", "punct"];

/// The tables of the lemmatizer.
#[derive(Clone, Debug)]
pub(crate) struct Lemmatizer<'a> {
    classes: Vec<Class<'a>>,
    strings: &'a [u8],
}

#[derive(Clone, Debug)]
struct Class<'a> {
    /// Old and new ending.
    endings: &'a [(String, String)],
    /// Hashes of known base forms.
    words: Index<'a>,
    /// Where the lemmas of an irregular form stand in the strings.
    irregular: Index<'a>,
}

impl<'a> Lemmatizer<'a> {
    /// Finds the tables in a model.
    pub(crate) fn new(
        container: &'a Container,
        endings: &'a [Vec<(String, String)>],
    ) -> Result<Lemmatizer<'a>, ModelError> {
        if endings.len() != CLASSES.len() {
            return Err(container.corrupt("tables"));
        }
        let class = |(at, endings): (usize, &'a Vec<(String, String)>)| {
            let words = container.index(&format!("lemmas{at}"))?;
            Ok(Class { endings, words, irregular: container.index(&format!("irregular{at}"))? })
        };
        let classes = endings.iter().enumerate().map(class).collect::<Result<_, ModelError>>()?;
        Ok(Lemmatizer { classes, strings: container.bytes("strings")? })
    }

    /// The lemma of a word; `lower` is the word lower-cased, `morph` its features (`Number=Sing|…`).
    pub(crate) fn lemma(&self, text: &str, lower: &str, pos: Pos, morph: &str) -> String {
        if matches!(pos, Pos::None | Pos::SPACE) || is_base_form(pos, morph) {
            return lower.to_owned();
        }
        let class = match pos {
            Pos::ADJ => 0,
            Pos::ADV => 1,
            Pos::NOUN => 2,
            Pos::VERB => 3,
            Pos::PUNCT => 4,
            Pos::PROPN => return text.to_owned(),
            _ => return lower.to_owned(),
        };
        self.by_class(class, text, lower)
    }

    /// Every lemma that [`Lemmatizer::lemma`] gives a word under some part of speech.
    pub(crate) fn lemmas_of(&self, text: &str, lower: &str) -> Vec<String> {
        let mut lemmas = vec![lower.to_owned(), text.to_owned()];
        lemmas.extend((0..CLASSES.len()).map(|class| self.by_class(class, text, lower)));
        lemmas
    }

    fn by_class(&self, class: usize, text: &str, lower: &str) -> String {
        let Some(class) = self.classes.get(class) else { return lower.to_owned() };
        let mut forms: Vec<String> = Vec::new();
        let mut unknown = None;
        for (old, new) in class.endings {
            let Some(stem) = lower.strip_suffix(old.as_str()) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            // The last known word comes first, then the first form that is no word at all ("70's").
            if class.words.contains(murmur64a(form.as_bytes())) {
                forms.insert(0, form);
            } else if !form.chars().all(is_alpha) {
                forms.push(form);
            } else {
                unknown.get_or_insert(form);
            }
        }
        for form in self.irregular(class, lower) {
            if !forms.iter().any(|f| f == form) {
                forms.insert(0, form.to_owned());
            }
        }
        forms.into_iter().next().or(unknown).unwrap_or_else(|| text.to_owned())
    }

    /// The lemmas of an irregular form.
    fn irregular(&self, class: &Class<'a>, lower: &str) -> Vec<&'a str> {
        let at = class.irregular.get(murmur64a(lower.as_bytes()));
        let lemmas = at.and_then(|at| Reader::new(self.strings, at as usize).list(Reader::string));
        lemmas.unwrap_or_default()
    }
}

/// Whether the features say that a word is its own lemma.
fn is_base_form(pos: Pos, morph: &str) -> bool {
    let has = |feature: &str| morph.split('|').any(|f| f == feature);
    pos == Pos::NOUN && has("Number=Sing")
        || pos == Pos::VERB
            && has("VerbForm=Fin")
            && has("Tense=Pres")
            && !morph.split('|').any(|f| f.starts_with("Number="))
        || has("VerbForm=Inf")
        || has("Degree=Pos")
}
