//! What is done with a record.

use crate::answer::{answer, refusal};
use crate::args::{Args, Format, Markup};
use crate::failure::Failure;
use crate::feed::Place;
use crate::guard::guarded;
use crate::output::row::{Fields, Row};
use crate::source::response::{NoPage, Stored};
use crate::source::{Content, Id, Reason, Record};
use bodycopy::{Article, Cleaner};
use serde::Serialize;
use std::sync::Arc;

/// What a job takes beside the bytes of its record: ids, addresses, and the like.
const ROOM: usize = 512;

/// One thing to do.
pub struct Job {
    /// Behind the record.
    pub place: Place,
    /// How many bytes of all files are read, about.
    pub read: u64,
    pub task: Task,
}

pub enum Task {
    Record(Record),
    /// A file has ended, perhaps too early.
    EndOfFile(Option<String>),
}

impl Job {
    /// The bytes that it holds.
    pub fn bytes(&self) -> usize {
        match &self.task {
            Task::Record(record) => record.content.bytes() + ROOM,
            Task::EndOfFile(_) => ROOM,
        }
    }
}

/// What came of a job.
pub struct Outcome {
    pub place: Place,
    pub read: u64,
    pub result: Done,
    /// The bytes that the job held.
    #[expect(dead_code, reason = "the pipeline sets it; its other user, `clean`, has it for the bar")]
    pub bytes: usize,
}

pub enum Done {
    Row(Row),
    PassedOver(Reason),
    /// With a message if it is not read to its end.
    EndOfFile(Option<String>),
}

/// Does jobs, on any number of threads.
pub struct Worker {
    cleaner: Cleaner,
    format: Format,
    args: Arc<Args>,
}

/// What a JSON record has beyond that of `clean`.
#[derive(Serialize)]
struct More<'a> {
    url: Option<&'a str>,
}

impl Worker {
    pub fn new(cleaner: Cleaner, format: Format, args: Arc<Args>) -> Worker {
        Worker { cleaner, format, args }
    }

    pub fn format(&self) -> Format {
        self.format
    }

    pub fn run(&self, job: Job) -> Outcome {
        let result = match job.task {
            Task::Record(record) => self.record(record),
            Task::EndOfFile(message) => Done::EndOfFile(message),
        };
        Outcome { place: job.place, read: job.read, result, bytes: 0 }
    }

    fn record(&self, record: Record) -> Done {
        let Record { id, url, content } = record;
        match guarded(|| self.content(&id, url.as_deref(), content)) {
            Ok(row) => Done::Row(row),
            Err(NoPage::PassedOver(reason)) => Done::PassedOver(reason),
            Err(NoPage::Failed(failure)) => Done::Row(self.failed(&id, url.as_deref(), &failure)),
        }
    }

    fn content(&self, id: &Id, url: Option<&str>, content: Content) -> Result<Row, NoPage> {
        let charset = self.args.cleaning.charset.as_deref();
        let cleaned = |article: Article<'_>| Ok(self.cleaned(id, url, &article)?);
        match content {
            Content::Html(html) => cleaned(self.cleaner.clean_html(&html).map_err(Failure::from)?),
            Content::HtmlBytes(html) => cleaned(self.cleaner.clean_html_bytes(&html, charset).map_err(Failure::from)?),
            Content::Text(text) => cleaned(self.cleaner.clean_text(&text).map_err(Failure::from)?),
            Content::Response(stored) => cleaned(self.response(&stored, charset)?),
            Content::Failed(failure) => Err(failure.into()),
            Content::PassedOver(reason) => Err(NoPage::PassedOver(reason)),
        }
    }

    fn response(&self, stored: &Stored, charset: Option<&str>) -> Result<Article<'static>, NoPage> {
        let page = stored.page(self.args.cleaning.max_input_bytes)?;
        let charset = page.charset.as_deref().or(charset);
        Ok(self.cleaner.clean_html_bytes(&page.body, charset).map_err(Failure::from)?)
    }

    fn cleaned(&self, id: &Id, url: Option<&str>, article: &Article<'_>) -> Result<Row, Failure> {
        let text = match self.args.text_as {
            Markup::Text => article.text(),
            Markup::Markdown => article.to_markdown(),
            Markup::Html => article.to_html(),
        };
        Ok(match self.format {
            Format::Jsonl => Row::line(answer(id, article, &text, More { url })?, false),
            Format::Parquet => Row::fields(Fields::cleaned(id, url, article, text)),
        })
    }

    fn failed(&self, id: &Id, url: Option<&str>, failure: &Failure) -> Row {
        match self.format {
            Format::Jsonl => Row::line(refusal(id, failure, More { url }), true),
            Format::Parquet => Row::fields(Fields::failed(id, url, failure)),
        }
    }
}
