//! What is done with a file or a line of a batch.

use crate::args::{Args, Format, InputKind};
use crate::failure::Failure;
use crate::record::{Input, Request};
use crate::{input, output, record};
use bodycopy::Cleaner;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One thing to do.
pub enum Job {
    File(PathBuf),
    Line(Vec<u8>),
    LongLine(usize),
    /// Nothing is left to be done.
    Done(Outcome),
}

impl Job {
    /// The bytes it holds, or will hold once its file is read.
    pub fn bytes(&self) -> usize {
        match self {
            Job::File(path) => path.metadata().map_or(0, |file| usize::try_from(file.len()).unwrap_or(usize::MAX)),
            Job::Line(line) => line.len() + 1,
            Job::LongLine(_) | Job::Done(_) => 0,
        }
    }
}

/// What came of a job.
#[derive(Default)]
pub struct Outcome {
    /// For standard output.
    pub output: Vec<u8>,
    /// For standard error.
    pub message: Option<String>,
    pub has_failed: bool,
    /// The bytes that the job held.
    pub bytes: usize,
}

impl Outcome {
    fn output(output: Vec<u8>) -> Outcome {
        Outcome { output, ..Outcome::default() }
    }

    /// A failure that leaves nothing but a message.
    pub fn message(message: String) -> Outcome {
        Outcome { message: Some(message), has_failed: true, ..Outcome::default() }
    }
}

/// Does jobs, on any number of threads.
pub struct Worker {
    cleaner: Cleaner,
    args: Arc<Args>,
}

impl Worker {
    pub fn new(cleaner: Cleaner, args: Arc<Args>) -> Worker {
        Worker { cleaner, args }
    }

    pub fn run(&self, job: Job) -> Outcome {
        match job {
            Job::File(path) => self.file(&path),
            Job::Line(line) => self.line(&line),
            Job::LongLine(limit) => refused(record::refusal((), &Failure::TooLong { limit })),
            Job::Done(outcome) => outcome,
        }
    }

    fn line(&self, line: &[u8]) -> Outcome {
        let mut request = Request::default();
        let answer = request.read(line).and_then(|()| guarded(|| self.clean_line(&request)));
        match answer {
            Ok(answer) => Outcome::output(answer),
            Err(failure) => refused(record::refusal(request.id(), &failure)),
        }
    }

    fn clean_line(&self, request: &Request<'_>) -> Result<Vec<u8>, Failure> {
        let input = request.input()?;
        let article = match &input {
            Input::Html(html) => self.cleaner.clean_html(html)?,
            Input::Text(text) => self.cleaner.clean_text(text)?,
        };
        record::answer(request.id(), &article, &output::rendered(&article, self.args.to), false)
    }

    fn file(&self, path: &Path) -> Outcome {
        match guarded(|| self.clean_file(path)) {
            Ok(output) => Outcome::output(output),
            Err(failure) => Outcome {
                output: if self.is_json() { record::refusal(path.to_string_lossy(), &failure) } else { Vec::new() },
                ..Outcome::message(describe(path, &failure))
            },
        }
    }

    fn clean_file(&self, path: &Path) -> Result<Vec<u8>, Failure> {
        let args = &self.args;
        let bytes = input::read_whole(path, args.max_input_bytes)?;
        let is_html = match args.from {
            InputKind::Auto => input::is_html(path, &bytes),
            InputKind::Html => true,
            InputKind::Text => false,
        };
        let article = if is_html {
            self.cleaner.clean_html_bytes(&bytes, args.charset.as_deref())?
        } else {
            // No guess as for HTML: spans are to index the file as it is.
            self.cleaner.clean_text(std::str::from_utf8(&bytes)?)?
        };
        if self.is_json() {
            return record::answer(path.to_string_lossy(), &article, &article.text(), true);
        }
        let mut output = output::for_people(&article, args.to, args.explain);
        if args.has_several_inputs() {
            output.push('\n');
        }
        Ok(output.into_bytes())
    }

    fn is_json(&self) -> bool {
        self.args.to == Format::Json
    }
}

fn refused(output: Vec<u8>) -> Outcome {
    Outcome { output, has_failed: true, ..Outcome::default() }
}

/// A failure of a file, for a message.
pub fn describe(path: &Path, failure: &Failure) -> String {
    if input::is_stdin(path) { format!("standard input: {failure}") } else { format!("{}: {failure}", path.display()) }
}

/// Makes a panic a failure like any other, so that one bad page ends no batch.
/// A panic can leave nothing half done: cleaner and options never change.
fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Failure::Panic(panic_message(panic.as_ref()))))
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure_with_its_message() {
        let failed = guarded::<()>(|| panic!("page {}", 7)).unwrap_err();
        assert_eq!(failed.to_string(), "internal error: page 7");
        let failed = guarded::<()>(|| panic!("page")).unwrap_err();
        assert_eq!(failed.to_string(), "internal error: page");
        assert!(guarded(|| Ok(1)).is_ok());
    }
}
