//! Memory and working time, as the system tells them.

use std::thread;
use std::time::{Duration, Instant};

/// The memory of the whole process, of which the input at work has most.
pub struct Memory {
    before: usize,
}

impl Memory {
    pub fn start() -> Memory {
        // Lets the kernel forget the highest figure so far; elsewhere than on
        // Linux nothing is there to be told.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        Memory { before: status("VmRSS:") }
    }

    /// Most bytes held since the start, beyond those held before it.
    pub fn peak(&self) -> usize {
        status("VmHWM:").saturating_sub(self.before)
    }
}

/// A figure in bytes; 0 where there is none.
fn status(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) << 10
}

/// The time this thread has worked, where the system tells it, else the time
/// that went by: other programs may be busy beside the tests.
pub struct Clock {
    worked: Option<Duration>,
    start: Instant,
}

impl Clock {
    pub fn start() -> Clock {
        Clock { worked: worked(), start: Instant::now() }
    }

    pub fn elapsed(&self) -> Duration {
        match (self.worked, worked()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.start.elapsed(),
        }
    }
}

fn worked() -> Option<Duration> {
    // The kernel brings the figure up to date when a thread gives way.
    thread::yield_now();
    let figures = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    figures.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
