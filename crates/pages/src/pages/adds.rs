//! Adding: where files are dropped, and what became of each.

use askama::Template;
use factum::wire;
use serde_json::{Value, json};

use super::{Made, Page, Question};
use crate::frame::Frame;
use crate::jobs::{Job, Progress};

#[derive(Template)]
#[template(path = "add.html")]
struct Adds {
    f: Frame,
    jobs: Vec<Job>,
    open: usize,
    done: usize,
    /// Whether the casebook holds nothing yet.
    fresh: bool,
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let jobs = q.desk.jobs.all();
    let open = q.desk.jobs.open();
    let fresh = q.desk.ask(|casebook| Ok(casebook.documents()? == 0))?;
    let done = jobs.len() - open;
    Ok(Box::new(Adds { f: Frame::bare(q.desk, q.asked, q.path, "Add documents"), jobs, open, done, fresh }))
}

impl Page for Adds {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        let one = |job: &Job| {
            let (progress, ended) = match &job.progress {
                Progress::Waiting => ("waiting", Vec::new()),
                Progress::Reading => ("reading", Vec::new()),
                Progress::Done(ended) => ("done", ended.clone()),
            };
            let ended = ended
                .iter()
                .map(|e| json!({"path": e.path, "outcome": e.ending, "reason": e.reason, "kept": e.kept}));
            json!({"name": job.name, "bytes": job.size, "progress": progress, "documents": ended.collect::<Vec<_>>()})
        };
        json!({"version": wire::VERSION, "open": self.open, "files": self.jobs.iter().map(one).collect::<Vec<_>>()})
    }
}
