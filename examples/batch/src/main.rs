//! Cleans crawls: WARC, Parquet and Arrow files in, Parquet or JSON lines out.
//! `batch --help` has the options.
//!
//! `source` gives the records of a file, `feed` makes jobs of them, `work` does
//! them on a number of threads, `output` keeps the rows. Options of cleaning,
//! threads, the guard and JSON records are those of the `clean` example.

#[path = "../../clean/answer.rs"]
mod answer;
mod args;
#[path = "../../clean/cleaning.rs"]
mod cleaning;
mod failure;
mod feed;
#[path = "../../clean/guard.rs"]
mod guard;
mod output;
#[path = "../../clean/pipeline.rs"]
mod pipeline;
mod source;
mod work;

use args::{Args, BadArgs, exit_with_usage};
use clap::Parser;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use output::journal::Tally;
use output::store::{self, CannotBegin, Store};
use pipeline::{Pipeline, Results};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use work::{Done, Worker};

/// As shells have it for a program that SIGINT ended.
const INTERRUPTED: i32 = 130;

fn main() -> ExitCode {
    let args = Arc::new(Args::parse());
    let worker = worker(&args).unwrap_or_else(|error| exit_with_usage(&error));
    if args.resume && args.out.exists() && !store::is_interrupted(&args.out) {
        say(&format!("{} is there, and nothing to resume", args.out.display()));
        return ExitCode::SUCCESS;
    }
    let store = match Store::open(&args, worker.format()) {
        Ok(store) => store,
        Err(error @ (CannotBegin::Interrupted(_) | CannotBegin::OtherRun(_))) => exit_with_usage(&error),
        Err(error) => {
            say(&error.to_string());
            return ExitCode::FAILURE;
        }
    };
    match run(&args, worker, store) {
        Ok(tally) => {
            say(&summary(&tally));
            if tally.failed + tally.broken_files == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            say(&format!("stopped: {error}; what was done is kept, go on with --resume"));
            ExitCode::FAILURE
        }
    }
}

fn worker(args: &Arc<Args>) -> Result<Worker, BadArgs> {
    args.check()?;
    Ok(Worker::new(args.cleaning.cleaner()?, args.format()?, Arc::clone(args)))
}

/// Does everything that is left to do; an error is one of writing or of the threads.
fn run(args: &Arc<Args>, worker: Worker, mut store: Store) -> io::Result<Tally> {
    let bar = progress_bar(args);
    stop_when_interrupted(&bar)?;
    let (feeder, place) = (Arc::clone(args), store.place());
    let pipeline = Pipeline::new(args.threads.into(), move |job| worker.run(job))?;
    let results = pipeline.start(move |queue| feed::feed(&feeder, place, queue))?;
    keep_all(results, &mut store, &bar)?;
    let tally = store.finish()?;
    bar.finish_and_clear();
    Ok(tally)
}

fn keep_all(mut results: Results, store: &mut Store, bar: &ProgressBar) -> io::Result<()> {
    while let Some(outcome) = results.next(|| Ok(()))? {
        match outcome.result {
            Done::Row(row) => store.add(row),
            Done::PassedOver(reason) => store.tally().pass_over(reason),
            Done::EndOfFile(None) => {}
            Done::EndOfFile(Some(message)) => {
                store.tally().broken_files += 1;
                bar.suspend(|| say(&message));
            }
        }
        store.advance(outcome.place)?;
        bar.set_position(outcome.read);
        bar.set_message(HumanCount(store.tally().rows).to_string());
    }
    results.finish()
}

/// Ends the program at once: the store is at any time such that it can be resumed.
fn stop_when_interrupted(bar: &ProgressBar) -> io::Result<()> {
    let bar = bar.clone();
    let stop = move || {
        bar.finish_and_clear();
        say("interrupted; go on with the same command and --resume");
        std::process::exit(INTERRUPTED);
    };
    ctrlc::set_handler(stop).map_err(io::Error::other)
}

/// A bar if somebody is there to look at it; else one that is never drawn.
fn progress_bar(args: &Args) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes}, {msg} records, {eta} left");
    let total = args.files.iter().map(|path| feed::size(path)).sum();
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn summary(tally: &Tally) -> String {
    let passed_over =
        [(tally.no_response, "no response"), (tally.bad_status, "not status 2xx"), (tally.not_html, "not HTML")];
    let passed_over = passed_over.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    let passed_over = passed_over.collect::<Vec<_>>().join(", ");
    let mut summary = format!("{} records, {} failed", tally.rows, tally.failed);
    if !passed_over.is_empty() {
        summary.push_str(&format!("; passed over: {passed_over}"));
    }
    summary
}

/// A message for people. That standard error is closed is no reason to stop.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "batch: {message}");
}
