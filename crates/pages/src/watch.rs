//! What stops questions that take too long: one thread that looks at the clock for all of them.
//!
//! A timer for every question would wake another thread for each, which costs more than most questions do.

use std::sync::{Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use factum::casebook::Interrupter;

/// How often the clock is looked at while questions are asked.
const TICK: Duration = Duration::from_millis(50);

/// After so many looks without a question it waits for the next one.
const IDLE: u32 = 20;

static WATCHED: LazyLock<Watched> = LazyLock::new(|| {
    // where no thread can be had questions are not stopped, and the page is answered in time all the same
    drop(thread::Builder::new().name("watch".to_owned()).spawn(look));
    Watched { questions: Mutex::default(), asked: Condvar::new() }
});

struct Watched {
    questions: Mutex<Questions>,
    asked: Condvar,
}

#[derive(Default)]
struct Questions {
    next: u64,
    asked: Vec<(u64, Instant, Interrupter)>,
    /// Whether the thread waits to be woken.
    waits: bool,
}

fn questions() -> MutexGuard<'static, Questions> {
    WATCHED.questions.lock().unwrap_or_else(PoisonError::into_inner)
}

fn look() {
    let mut idle = 0;
    loop {
        let mut all = questions();
        let now = Instant::now();
        // whoever is done takes the question off this list first, so that none is stopped in the place of another
        all.asked.iter().filter(|(_, end, _)| *end <= now).for_each(|(.., stop)| stop.stop());
        idle = if all.asked.is_empty() { idle + 1 } else { 0 };
        if idle > IDLE {
            all.waits = true;
            drop(WATCHED.asked.wait_while(all, |all| all.waits).unwrap_or_else(PoisonError::into_inner));
            idle = 0;
        } else {
            drop(all);
        }
        thread::sleep(TICK);
    }
}

/// Stops a question after a while, unless it is dropped before.
pub(crate) struct Watch(u64);

impl Watch {
    pub(crate) fn start(after: Duration, stop: Interrupter) -> Watch {
        let mut all = questions();
        all.next += 1;
        let number = all.next;
        all.asked.push((number, Instant::now() + after, stop));
        if std::mem::take(&mut all.waits) {
            WATCHED.asked.notify_one();
        }
        Watch(number)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        questions().asked.retain(|(number, ..)| *number != self.0);
    }
}

#[cfg(test)]
mod tests {
    use factum::casebook::{Casebook, CasebookError, Search};

    use super::*;

    #[test]
    fn a_question_that_takes_too_long_is_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let casebook = Casebook::open_or_create(&folder.path().join("case.factum")).unwrap();
        let search = || casebook.search(&Search { words: "fire".to_owned(), ..Search::default() });
        let ask = |after: Duration| {
            let _watch = Watch::start(after, casebook.interrupter());
            let began = Instant::now();
            // a question alone is too quick to be stopped: the same one until it is
            while began.elapsed() < Duration::from_secs(5) {
                search()?;
            }
            Ok::<_, CasebookError>(())
        };
        assert!(matches!(ask(Duration::from_millis(100)), Err(CasebookError::Stopped)));
        assert!(search().is_ok(), "what was stopped before stops the next question");
        thread::sleep(TICK * (IDLE + 5));
        assert!(matches!(ask(Duration::ZERO), Err(CasebookError::Stopped)), "nobody looked after a rest");
    }
}
