//! Time and memory from 0.1 to 100 MB, in rows of a Markdown table: both are to
//! grow with the input, and no faster. `cargo bench --bench scale`. Sizes are
//! interleaved, medians are printed, and how many times the fastest size's time the
//! slowest takes.

#[path = "../tests/hostile/meter.rs"]
mod meter;
#[path = "../tests/hostile/plain.rs"]
mod plain;

use meter::{Clock, Memory};
use std::hint::black_box;

const MEGABYTES: [f64; 4] = [0.1, 1.0, 10.0, 100.0];

const ROUNDS: usize = 5;

/// Least bytes that are read for a figure: a small input is read several times.
const LEAST_READ: usize = 2_000_000;

/// An input of about so many bytes.
type Make = fn(usize) -> String;

const INPUTS: [(&str, bool, Make); 6] = [
    ("page of many blocks", true, plain::page),
    ("page of one long block", true, |bytes| format!("<article><p>{}", plain::paragraphs(bytes, " "))),
    ("page of near copies", true, |bytes| near_copies(bytes, "<p>", "</p>\n")),
    ("text of many blocks", false, plain::text),
    ("text of one long block", false, |bytes| plain::paragraphs(bytes, " ")),
    ("text of near copies", false, |bytes| near_copies(bytes, "", "\n\n")),
];

/// Paragraphs of which each differs from all others in one word.
fn near_copies(bytes: usize, before: &str, after: &str) -> String {
    let copy = plain::paragraphs(500, "");
    let mut out = String::with_capacity(bytes + copy.len());
    let mut number = 0;
    while out.len() < bytes {
        number += 1;
        out.push_str(&format!("{before}{copy} The lamp is the {number}th.{after}"));
    }
    out
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [name, megabytes] = &arguments[..]
        && let Some(input) = INPUTS.iter().find(|(other, ..)| other == name)
    {
        let megabytes: f64 = megabytes.parse().expect("a number of megabytes");
        let (time, memory) = measure(&input.2((megabytes * 1e6) as usize), input.1);
        return println!("{time} {memory}");
    }
    let heads: Vec<String> = MEGABYTES.iter().map(|size| format!("{size} MB")).collect();
    println!("| ms per MB, bytes of memory per byte | {} | spread |", heads.join(" | "));
    println!("|---|{}", "---|".repeat(MEGABYTES.len() + 1));
    for (name, ..) in INPUTS {
        println!("| {name} | {} |", row(name));
    }
}

/// A row of the table: the cells of all sizes, and how far their times are apart.
fn row(name: &str) -> String {
    let mut measured = MEGABYTES.map(|_| (Vec::new(), Vec::new()));
    for _ in 0..ROUNDS {
        for (size, (times, memory)) in MEGABYTES.into_iter().zip(&mut measured) {
            let (time, bytes) = in_own_process(name, size);
            times.push(time);
            memory.push(bytes);
        }
    }
    let medians = measured.map(|(times, memory)| (median(times), median(memory)));
    let cells = medians.map(|(time, memory)| format!("{time:.1}, {memory:.0}"));
    let [fastest, slowest] =
        [f64::min, f64::max].map(|pick| medians.iter().map(|(time, _)| *time).reduce(pick).unwrap_or(f64::NAN));
    format!("{} | {:.2}", cells.join(" | "), slowest / fastest)
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Milliseconds a MB and bytes of memory a byte, by a process of its own: what an
/// allocator keeps for later would hide what the next input needs.
fn in_own_process(name: &str, megabytes: f64) -> (f64, f64) {
    let own = std::env::current_exe().expect("a path");
    let output = std::process::Command::new(own).args([name, &megabytes.to_string()]).output().expect("a process");
    let output = String::from_utf8_lossy(&output.stdout);
    let (time, memory) = output.trim().split_once(' ').expect("two figures");
    (time.parse().expect("a time"), memory.parse().expect("bytes"))
}

/// Milliseconds a MB and bytes of memory a byte.
fn measure(input: &str, is_html: bool) -> (f64, f64) {
    let clean = || match is_html {
        true => bodycopy::clean_html(input).map(|article| article.text().len()),
        false => bodycopy::clean_text(input).map(|article| article.text().len()),
    };
    let memory = Memory::start();
    let _ = black_box(clean());
    let held = memory.peak();
    let times = LEAST_READ.div_ceil(input.len());
    let clock = Clock::start();
    (0..times).for_each(|_| drop(black_box(clean())));
    let milliseconds = clock.elapsed().as_secs_f64() * 1e3;
    (milliseconds / (times * input.len()) as f64 * 1e6, held as f64 / input.len() as f64)
}
