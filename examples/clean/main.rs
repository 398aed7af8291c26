//! Cleans pages and texts on the command line: files, standard input, or a
//! batch of JSON lines. `clean --help` has the options.
//!
//! `pipeline` runs jobs on a number of threads and hands their results back in
//! order; `input` makes the jobs, `work` does them, `record` reads the lines of a
//! batch, `output` and `answer` say how a cleaned article is written; `report`
//! makes one page of all. The `batch` program, in `examples/batch`, has its
//! options, threads, guard and answers from here.

mod answer;
mod args;
mod cleaning;
mod details;
mod failure;
mod guard;
mod input;
mod output;
mod pipeline;
mod record;
mod report;
mod work;

use args::{Args, Format};
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use pipeline::{Pipeline, Results};
use report::Report;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use work::{Outcome, Worker};

/// Smallest batch in bytes that is worth a progress bar.
const MIN_PROGRESS: u64 = 5_000_000;

fn main() -> ExitCode {
    let args = Arc::new(Args::parse());
    let cleaner = args.cleaning.cleaner().unwrap_or_else(|error| args::exit_with_usage(&error));
    let worker = Worker::new(cleaner, Arc::clone(&args));
    match run(&args, worker) {
        Ok(tally) => tally.exit_code(),
        // The reader has seen enough, as with `head`: nothing went wrong. The
        // threads that are still at work end with the process.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("stopped: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// How many jobs there were, how many failed, and how many of those without a
/// message, as records do.
#[derive(Default)]
struct Tally {
    jobs: usize,
    failed: usize,
    unmentioned: usize,
}

impl Tally {
    fn count(&mut self, outcome: &Outcome) {
        self.jobs += 1;
        self.failed += usize::from(outcome.has_failed);
        self.unmentioned += usize::from(outcome.has_failed && outcome.message.is_none());
    }

    fn exit_code(&self) -> ExitCode {
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Does everything asked for; an error is one of writing or of the threads.
fn run(args: &Arc<Args>, worker: Worker) -> io::Result<Tally> {
    let bar = progress_bar(args);
    let feeder = Arc::clone(args);
    let pipeline = Pipeline::new(args.threads.into(), move |job| worker.run(job))?;
    let results = pipeline.start(move |queue| input::feed(&feeder, queue))?;
    let report = (args.to == Format::Report).then(|| Report::new(args.is_batch(), args.report_limit));
    let tally = write_all(results, report, &bar)?;
    bar.finish_and_clear();
    if tally.unmentioned > 0 {
        say(&format!("{} of {} records failed", tally.unmentioned, tally.jobs));
    }
    Ok(tally)
}

/// Writes the results as they come, and flushes whenever none is waiting: a
/// caller who sends one record and waits for its answer gets it. A report is
/// written when all is there.
fn write_all(mut results: Results, mut report: Option<Report>, bar: &ProgressBar) -> io::Result<Tally> {
    let mut out = BufWriter::with_capacity(input::BUFFER, io::stdout().lock());
    let mut tally = Tally::default();
    while let Some(outcome) = results.next(|| out.flush())? {
        tally.count(&outcome);
        match (&mut report, outcome.entry) {
            (Some(report), Some(entry)) => report.add(entry),
            _ => out.write_all(&outcome.output)?,
        }
        if let Some(message) = outcome.message {
            out.flush()?;
            bar.suspend(|| say(&message));
        }
        bar.inc(outcome.bytes as u64);
    }
    results.finish()?;
    if let Some(report) = report {
        report.write(&mut out)?;
    }
    out.flush()?;
    Ok(tally)
}

/// A bar for a large batch from files, if somebody is there to look at it; else
/// one that is never drawn.
fn progress_bar(args: &Args) -> ProgressBar {
    let is_watched = io::stderr().is_terminal() && !io::stdout().is_terminal();
    let total = if args.jsonl && is_watched { total_size(&args.inputs()) } else { None };
    let Some(total) = total.filter(|total| *total > MIN_PROGRESS) else { return ProgressBar::hidden() };
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes}, {eta} left");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The bytes of all files, if all are regular files.
fn total_size(paths: &[PathBuf]) -> Option<u64> {
    let size = |path: &PathBuf| path.metadata().ok().filter(std::fs::Metadata::is_file).map(|file| file.len());
    paths.iter().map(size).sum()
}

/// A message for people. That standard error is closed is no reason to stop.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "clean: {message}");
}
