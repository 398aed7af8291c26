//! What is done with a file or a line of a batch.

use crate::args::{Args, Format, InputKind};
use crate::details::Details;
use crate::failure::Failure;
use crate::guard::guarded;
use crate::record::{Input, Request};
use crate::report::{Document, Entry};
use crate::{answer, input, output, record};
use bodycopy::{Article, Cleaner};
use serde_json::value::RawValue;
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
    /// For a report.
    pub entry: Option<Entry>,
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

    /// A file that failed: a message, and no output.
    pub fn failed_file(path: &Path, failure: &Failure) -> Outcome {
        let entry = Some(Entry { name: Some(name(path)), result: Err(failure.to_string()) });
        let message = Some(format!("{}: {failure}", name(path)));
        Outcome { entry, message, has_failed: true, ..Outcome::default() }
    }

    /// A record that failed: an error record.
    fn failed_line(id: Option<&RawValue>, failure: &Failure) -> Outcome {
        let entry = Some(Entry { name: id.map(record::readable), result: Err(failure.to_string()) });
        Outcome { output: answer::refusal(id, failure, ()), entry, has_failed: true, ..Outcome::default() }
    }

    fn entry(name: Option<String>, document: Document) -> Outcome {
        Outcome { entry: Some(Entry { name, result: Ok(document) }), ..Outcome::default() }
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
            Job::LongLine(limit) => Outcome::failed_line(None, &Failure::TooLong { limit }),
            Job::Done(outcome) => outcome,
        }
    }

    fn line(&self, line: &[u8]) -> Outcome {
        let mut request = Request::default();
        let answer = request.read(line).and_then(|()| guarded(|| self.clean_line(&request)));
        answer.unwrap_or_else(|failure| Outcome::failed_line(request.id(), &failure))
    }

    fn clean_line(&self, request: &Request<'_>) -> Result<Outcome, Failure> {
        let (id, input) = (request.id(), request.input()?);
        let article = match &input {
            Input::Html(html) => self.cleaner.clean_html(html)?,
            Input::Text(text) => self.cleaner.clean_text(text)?,
        };
        if self.args.to == Format::Report {
            let document = Document::new(&article, matches!(input, Input::Html(_)));
            return Ok(Outcome::entry(id.map(record::readable), document));
        }
        let text = output::rendered(&article, self.args.to);
        Ok(Outcome::output(answer::answer(id, &article, &text, ())?))
    }

    fn file(&self, path: &Path) -> Outcome {
        guarded(|| self.clean_file(path)).unwrap_or_else(|failure| Outcome {
            output: if self.is_json() { answer::refusal(path.to_string_lossy(), &failure, ()) } else { Vec::new() },
            ..Outcome::failed_file(path, &failure)
        })
    }

    fn clean_file(&self, path: &Path) -> Result<Outcome, Failure> {
        let args = &self.args;
        let bytes = input::read_whole(path, args.cleaning.max_input_bytes)?;
        let is_html = match args.from {
            InputKind::Auto => input::is_html(path, &bytes),
            InputKind::Html => true,
            InputKind::Text => false,
        };
        let article = if is_html {
            self.cleaner.clean_html_bytes(&bytes, args.cleaning.charset.as_deref())?
        } else {
            // No guess as for HTML: spans are to index the file as it is.
            self.cleaner.clean_text(std::str::from_utf8(&bytes)?)?
        };
        match args.to {
            Format::Report => Ok(Outcome::entry(Some(name(path)), Document::new(&article, is_html))),
            Format::Json => {
                let details = Details::new(&article);
                Ok(Outcome::output(answer::answer(path.to_string_lossy(), &article, &article.text(), details)?))
            }
            _ => Ok(Outcome::output(self.for_people(&article))),
        }
    }

    fn for_people(&self, article: &Article<'_>) -> Vec<u8> {
        let mut output = output::for_people(article, self.args.to, self.args.explain);
        if self.args.has_several_inputs() {
            output.push('\n');
        }
        output.into_bytes()
    }

    fn is_json(&self) -> bool {
        self.args.to == Format::Json
    }
}

/// What a file is called in messages and reports.
fn name(path: &Path) -> String {
    if input::is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() }
}
