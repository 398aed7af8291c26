//! Runs an input on a thread of its own and measures the time it takes.

use crate::meter::{Clock, Memory};
use crate::plain;
use crate::rows::Input;
use bodycopy::{Article, Cleaner, Error};
use std::collections::HashMap;
use std::thread;
use std::time::Duration;

/// Stacks on which every input must do: a program's first thread's, and a
/// small one as servers give their threads.
pub const STACKS: [usize; 2] = [512 << 10, 8 << 20];

/// Inputs that take less than this are not measured by anything: what is
/// measured would be the machine.
const LEAST: Duration = Duration::from_millis(40);

/// Runs something on a thread with so large a stack; a panic is an error.
pub fn on_stack<T: Send>(stack: usize, name: &str, work: impl FnOnce() -> T + Send) -> Result<T, String> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name(name.to_owned()).stack_size(stack);
        let running = thread.spawn_scoped(scope, work).expect("a thread can be started");
        running.join().map_err(|panic| {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            format!("panicked: {}", text.unwrap_or_default())
        })
    })
}

/// Cleans an input through the entry point that is meant for it.
pub fn clean<'a>(cleaner: &Cleaner, input: &'a Input) -> Result<Article<'a>, Error> {
    match input {
        Input::Html(html) => cleaner.clean_html(html),
        Input::Bytes(bytes) => cleaner.clean_html_bytes(bytes, None),
        Input::Declared(bytes, charset) => cleaner.clean_html_bytes(bytes, Some(charset)),
        Input::Ruled(html) => rules().clean_html(html),
        Input::Text(text) => cleaner.clean_text(text),
    }
}

fn rules() -> Cleaner {
    Cleaner::builder().remove_selector("nav, div.promo > p").build().expect("the selector is valid")
}

/// What cleaning an input took.
#[derive(Clone, Copy)]
pub struct Cost {
    pub time: Duration,
    /// Most bytes held at a time, where the system tells.
    pub memory: usize,
}

/// Cleans and renders an input, and looks at what came of it.
pub fn measured<T>(input: &Input, look: impl FnOnce(&Article<'_>) -> T) -> Result<(T, Cost), Error> {
    let cleaner = Cleaner::default();
    let memory = Memory::start();
    let clock = Clock::start();
    let article = clean(&cleaner, input)?;
    let rendered = article.to_markdown().len() + article.to_html().len();
    let cost = Cost { time: clock.elapsed(), memory: memory.peak() };
    std::hint::black_box(rendered);
    Ok((look(&article), cost))
}

/// Times of plain pages and texts, each size measured once.
#[derive(Default)]
pub struct Reference {
    times: HashMap<(bool, usize), Duration>,
}

impl Reference {
    /// How many times as long as a plain input of its size one takes; `None` if
    /// it is too short to tell.
    pub fn ratio(&mut self, input: &Input, time: Duration) -> Option<f64> {
        if time < LEAST {
            return None;
        }
        Some(time.as_secs_f64() / self.time(matches!(input, Input::Text(_)), input.len()).as_secs_f64())
    }

    /// What was measured, in megabytes a second.
    pub fn speeds(&self) -> Vec<String> {
        let mut times: Vec<_> = self.times.iter().collect();
        times.sort_unstable();
        let speed = |bytes: usize, time: &Duration| bytes as f64 / 1e6 / time.as_secs_f64();
        let name = |is_text: bool| if is_text { "text" } else { "page" };
        let line = |((is_text, bytes), time): (&(bool, usize), &Duration)| {
            format!("plain {} of {bytes} bytes: {:.1} MB/s", name(*is_text), speed(*bytes, time))
        };
        times.into_iter().map(line).collect()
    }

    /// The time of a plain input: measured at the next lower power of two.
    fn time(&mut self, is_text: bool, bytes: usize) -> Duration {
        let measured = 1 << bytes.max(1 << 15).ilog2();
        let time = *self.times.entry((is_text, measured)).or_insert_with(|| best_time(is_text, measured));
        time.mul_f64(bytes as f64 / measured as f64)
    }
}

fn best_time(is_text: bool, bytes: usize) -> Duration {
    let input = if is_text { Input::Text(plain::text(bytes)) } else { Input::Html(plain::page(bytes)) };
    // Short inputs run often enough that the clock can tell their time.
    let runs = ((1 << 20) / bytes).clamp(2, 16);
    let run = || measured(&input, |_| ()).expect("a plain input is cleaned").1.time;
    (0..runs).map(|_| run()).min().expect("there are two runs at least")
}
