//! The file: how it is made, opened and refused.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::CasebookError;

/// The form of the file that this program writes.
pub const FORM: i64 = 4;

/// "FACT": what tells a casebook from other SQLite files.
const APPLICATION: i64 = 0x4641_4354;

/// The tables and triggers of [`FORM`].
pub(crate) const SCHEMA: &str =
    concat!(include_str!("schema/tables.sql"), include_str!("schema/triggers.sql"));

/// For each older form what makes the next one of it.
const STEPS: [&str; FORM as usize - 1] = [
    concat!(include_str!("schema/from-1.sql"), include_str!("schema/triggers.sql")),
    include_str!("schema/from-2.sql"),
    include_str!("schema/from-3.sql"),
];

/// The oldest SQLite that does not lose committed writes when two connections check-point at once.
const SQLITE: i32 = 3_051_003;

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(30);

/// A casebook: one SQLite file with every source, every reading, every decision, and the log that seals them.
#[derive(Debug)]
pub struct Casebook {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

/// What a casebook is made from besides the documents: it has no clock and no dice of its own.
#[derive(Clone, Copy, Debug)]
pub struct Pen {
    /// When it is written, in UTC.
    pub now: Stamp,
    /// Bytes that nobody can guess; the salts come from them.
    pub dice: [u8; 32],
}

/// A second in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp(jiff::civil::DateTime);

impl Stamp {
    /// From a date and time in UTC; parts of a second are dropped.
    pub fn new(utc: jiff::civil::DateTime) -> Stamp {
        Stamp(utc.with().subsec_nanosecond(0).build().unwrap_or(utc))
    }

    /// From seconds since 1970 began.
    pub fn of_unix(seconds: i64) -> Option<Stamp> {
        let start = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
        start.checked_add(jiff::Span::new().try_seconds(seconds).ok()?).ok().map(Stamp)
    }

    /// The day.
    pub fn day(self) -> jiff::civil::Date {
        self.0.date()
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Stamp(t) = self;
        let (date, time) = (t.date(), t.time());
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            date.year(),
            date.month(),
            date.day(),
            time.hour(),
            time.minute(),
            time.second()
        )
    }
}

impl std::str::FromStr for Stamp {
    type Err = CasebookError;

    fn from_str(text: &str) -> Result<Stamp, CasebookError> {
        let wrong = || {
            CasebookError::Refused(format!(
                "`{text}` is not a time; expected 2023-04-20T09:30:00Z or 2023-04-20"
            ))
        };
        let exact = text.strip_suffix('Z').unwrap_or(text);
        let date = || exact.parse::<jiff::civil::Date>().map(|day| day.at(0, 0, 0, 0));
        exact.parse::<jiff::civil::DateTime>().or_else(|_| date()).map(Stamp::new).map_err(|_| wrong())
    }
}

/// Stops a question that a casebook is working on, from another thread.
pub struct Interrupter(rusqlite::InterruptHandle);

impl std::fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupter")
    }
}

impl Interrupter {
    /// Stops whatever the casebook is looking up at this moment; it answers with
    /// [`CasebookError::Stopped`](crate::CasebookError::Stopped).
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

/// One state of the casebook, for several questions; the locks of the file are taken once for all of them.
#[derive(Debug)]
#[must_use]
pub struct Snapshot<'c>(#[expect(dead_code, reason = "ends when it is dropped")] Option<Transaction<'c>>);

impl Casebook {
    /// Answers all questions from the state of this moment until it is dropped; within another one it does nothing.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot<'_>, CasebookError> {
        match self.db.is_autocommit() {
            true => Ok(Snapshot(Some(self.db.unchecked_transaction()?))),
            false => Ok(Snapshot(None)),
        }
    }

    /// What stops this casebook's questions from another thread.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.db.get_interrupt_handle())
    }

    /// Opens a casebook, or makes an empty one where there is no file.
    ///
    /// # Errors
    /// Where the file is something else, too new, or cannot be written.
    pub fn open_or_create(path: &Path) -> Result<Casebook, CasebookError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        Casebook::connect(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
    }

    /// Opens a casebook that is there.
    ///
    /// # Errors
    /// Where there is none, or the file is something else, too new, or cannot be read.
    pub fn open(path: &Path) -> Result<Casebook, CasebookError> {
        if !path.exists() {
            return Err(CasebookError::Missing { path: path.to_owned() });
        }
        Casebook::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
    }

    /// A casebook in memory, for tests and for asking without a file.
    ///
    /// # Errors
    /// Where memory is short.
    pub fn in_memory() -> Result<Casebook, CasebookError> {
        Casebook::prepare(Connection::open_in_memory()?, PathBuf::from("memory"))
    }

    /// Writes a copy of the state of this moment, also while others write; the copy is a casebook by itself.
    ///
    /// # Errors
    /// Where there is a file already, or it cannot be written.
    pub fn copy_to(&self, path: &Path) -> Result<(), CasebookError> {
        self.db.execute("VACUUM INTO ?1", [path.to_string_lossy()])?;
        Ok(())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Casebook, CasebookError> {
        if rusqlite::version_number() < SQLITE {
            return Err(CasebookError::OldSqlite { found: rusqlite::version().to_owned() });
        }
        Casebook::prepare(Connection::open_with_flags(path, flags)?, path.to_owned())
    }

    fn prepare(db: Connection, path: PathBuf) -> Result<Casebook, CasebookError> {
        db.busy_timeout(PATIENCE)?;
        // an addition alone has some twenty statements; rusqlite keeps sixteen
        db.set_prepared_statement_cache_capacity(64);
        // else statements over partial indices are planned anew whenever their values change
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // a file that came from somebody else must not run anything
        db.execute_batch(
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON;",
        )
        .map_err(|error| refine(error, &path))?;
        let number = |pragma: &str| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        let (application, form) = (
            number("application_id").map_err(|error| refine(error, &path))?,
            number("user_version").map_err(|error| refine(error, &path))?,
        );
        // a file whose making was cut short by a power loss holds a header and no table
        let no_table = || db.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0));
        let is_new = application == 0 && form == 0 && no_table()?;
        if !is_new && application != APPLICATION {
            let why = "it is an SQLite file of another program".to_owned();
            return Err(CasebookError::NotACasebook { path, why });
        }
        if form > FORM {
            return Err(CasebookError::TooNew { path, found: form, known: FORM });
        }
        let mut casebook = Casebook { db, path };
        casebook.db.pragma_update(None, "journal_mode", "WAL")?;
        casebook.db.pragma_update(None, "synchronous", "FULL")?;
        casebook.db.pragma_update(None, "cache_size", -64_000)?;
        if is_new {
            casebook.make()?;
        } else if form < FORM {
            casebook.raise()?;
        }
        Ok(casebook)
    }

    /// Brings a file of an older form to the form of today, form by form, all or nothing; unless another process was
    /// quicker.
    fn raise(&mut self) -> Result<(), CasebookError> {
        let path = self.path.clone();
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate);
        let tx = tx.map_err(|error| waited(&path, error))?;
        let form: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if form < 1 {
            let why = format!("it says that it has form {form}, which there never was");
            return Err(CasebookError::NotACasebook { path, why });
        }
        for step in STEPS.iter().skip(form as usize - 1) {
            tx.execute_batch(step)?;
        }
        tx.pragma_update(None, "user_version", FORM)?;
        tx.commit()?;
        Ok(())
    }

    /// Makes the tables, unless another process was quicker.
    fn make(&mut self) -> Result<(), CasebookError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let made: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if made == 0 {
            tx.execute_batch(SCHEMA)?;
            tx.pragma_update(None, "application_id", APPLICATION)?;
            tx.pragma_update(None, "user_version", FORM)?;
            tx.commit()?;
        }
        Ok(())
    }
}

/// Says who is in the way instead of "database is locked".
pub(crate) fn waited(path: &Path, error: rusqlite::Error) -> CasebookError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy) => {
            CasebookError::Busy { path: path.to_owned(), seconds: PATIENCE.as_secs() }
        }
        _ => error.into(),
    }
}

fn refine(error: rusqlite::Error, path: &Path) -> CasebookError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => {
            CasebookError::NotACasebook { path: path.to_owned(), why: "it is not an SQLite file".to_owned() }
        }
        _ => error.into(),
    }
}
