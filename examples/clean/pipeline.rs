//! Jobs on a number of threads, their results in the order of the jobs.
//!
//! One thread makes jobs, a pool does them, and the caller's thread takes the
//! results. Both the number of jobs under way and the bytes that they hold are
//! bounded; whoever makes jobs waits.

use crate::work::{Job, Outcome};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::io;
use std::sync::mpsc::{self, Receiver, SyncSender, TryRecvError};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Jobs under way for each thread: enough that a long one holds up nobody.
const JOBS_PER_THREAD: usize = 64;

/// Bytes of jobs under way for each thread.
const BYTES_PER_THREAD: usize = 16 << 20;

/// As much as a program's first thread commonly has.
const STACK: usize = 8 << 20;

/// Threads that wait for jobs.
pub struct Pipeline {
    pool: ThreadPool,
    work: Arc<dyn Fn(Job) -> Outcome + Send + Sync>,
}

impl Pipeline {
    /// Starts the threads: one a core if `threads` is 0.
    pub fn new(threads: usize, work: impl Fn(Job) -> Outcome + Send + Sync + 'static) -> io::Result<Pipeline> {
        let pool = ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build();
        let pool = pool.map_err(|error| io::Error::other(format!("cannot start {threads} threads: {error}")))?;
        Ok(Pipeline { pool, work: Arc::new(work) })
    }

    /// Starts to make jobs.
    pub fn start(self, feed: impl FnOnce(&Queue) + Send + 'static) -> io::Result<Results> {
        let threads = self.pool.current_num_threads();
        let (order, results) = mpsc::sync_channel(JOBS_PER_THREAD * threads);
        let budget = Arc::new(Budget::new(BYTES_PER_THREAD * threads));
        let queue = Queue { pipeline: self, order, budget: Arc::clone(&budget) };
        let feeder = std::thread::Builder::new().spawn(move || feed(&queue))?;
        Ok(Results { order: results, budget, feeder, last: 0 })
    }
}

/// A result that may not be there yet.
struct Pending {
    outcome: Receiver<Outcome>,
    bytes: usize,
}

/// Takes jobs.
pub struct Queue {
    pipeline: Pipeline,
    order: SyncSender<Pending>,
    budget: Arc<Budget>,
}

impl Queue {
    /// Has a job done, waiting while there is too much to do; whether anybody
    /// still wants results.
    pub fn submit(&self, job: Job) -> bool {
        let bytes = job.bytes();
        self.budget.take(bytes);
        let (sender, outcome) = mpsc::sync_channel(1);
        if self.order.send(Pending { outcome, bytes }).is_err() {
            return false;
        }
        let work = Arc::clone(&self.pipeline.work);
        self.pipeline.pool.spawn_fifo(move || {
            // Nobody to send it to: the program is about to end.
            let _ = sender.send(work(job));
        });
        true
    }
}

/// Gives results in the order of the jobs.
pub struct Results {
    order: Receiver<Pending>,
    budget: Arc<Budget>,
    feeder: JoinHandle<()>,
    /// Bytes of the result given last, which the caller has done with by the next.
    last: usize,
}

impl Results {
    /// The next result; `idle` is called before waiting for it, if it has to be
    /// waited for.
    pub fn next(&mut self, mut idle: impl FnMut() -> io::Result<()>) -> io::Result<Option<Outcome>> {
        self.budget.give_back(std::mem::take(&mut self.last));
        let Some(pending) = receive(&self.order, &mut idle)? else { return Ok(None) };
        self.last = pending.bytes;
        match receive(&pending.outcome, &mut idle)? {
            Some(outcome) => Ok(Some(Outcome { bytes: pending.bytes, ..outcome })),
            None => Err(io::Error::other("a thread ended before its work was done")),
        }
    }

    /// To be called after the last result: an error if jobs are missing.
    pub fn finish(self) -> io::Result<()> {
        self.feeder.join().map_err(|_| io::Error::other("the input was not read to its end"))
    }
}

/// What comes next; nothing once the other end is gone.
fn receive<T>(queue: &Receiver<T>, idle: impl FnOnce() -> io::Result<()>) -> io::Result<Option<T>> {
    match queue.try_recv() {
        Ok(value) => Ok(Some(value)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            idle()?;
            Ok(queue.recv().ok())
        }
    }
}

/// Bytes that may be held at a time. One job may hold more, but then alone.
struct Budget {
    limit: usize,
    held: Mutex<usize>,
    returned: Condvar,
}

impl Budget {
    fn new(limit: usize) -> Budget {
        Budget { limit, held: Mutex::new(0), returned: Condvar::new() }
    }

    fn take(&self, bytes: usize) {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |held: &mut usize| *held > 0 && held.saturating_add(bytes) > self.limit;
        let mut held = self.returned.wait_while(held, is_full).unwrap_or_else(PoisonError::into_inner);
        *held = held.saturating_add(bytes);
    }

    fn give_back(&self, bytes: usize) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        *held = held.saturating_sub(bytes);
        self.returned.notify_one();
    }
}
