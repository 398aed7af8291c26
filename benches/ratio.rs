//! Times `clean_html` against parsing and other extractors, and `clean_text`
//! against one pass of word segmentation, on the same inputs in the same run.
//!
//! `BODYCOPY_PAGES=DIR cargo bench --bench ratio` reads the pages of a folder
//! (plain or .gz); without it the bundled pages are read. Rounds are interleaved,
//! medians are printed; the last line is `html RATIO text RATIO`.

mod input;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use scraper::Html;
use std::hint::black_box;
use std::time::{Duration, Instant};
use unicode_segmentation::UnicodeSegmentation;

const ROUNDS: usize = 5;

/// A sink that keeps nothing.
struct Empty;

impl TokenSink for Empty {
    type Handle = ();
    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        black_box(&token);
        TokenSinkResult::Continue
    }
}

/// A way to spend time on an input.
type Work = fn(&str);

const HTML: [(&str, Work); 4] = [
    ("clean_html", |page| drop(black_box(bodycopy::clean_html(page).map(|article| article.text())))),
    ("scraper parse", |page| drop(black_box(Html::parse_document(page)))),
    ("html5ever tokens", tokenize),
    ("dom_smoothie", |page| {
        drop(black_box(dom_smoothie::Readability::new(page, None, None).map(|mut r| r.parse().is_ok())))
    }),
];

const TEXT: [(&str, Work); 2] = [
    ("clean_text", |text| drop(black_box(bodycopy::clean_text(text).map(|article| article.text())))),
    ("unicode words", |text| {
        black_box(text.unicode_words().map(str::len).sum::<usize>());
    }),
];

fn tokenize(page: &str) {
    let tokenizer = Tokenizer::new(Empty, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
}

fn main() {
    let pages = input::pages();
    let texts = input::texts(&pages);
    let html = compare("pages", &pages, &HTML);
    let text = compare("their texts", &texts, &TEXT);
    println!("html {:.3} text {:.3}", html, text);
}

/// Times all ways on all inputs and prints the medians; the ratio of the first
/// way's time to the second's.
fn compare(name: &str, inputs: &[String], ways: &[(&str, Work)]) -> f64 {
    let bytes: usize = inputs.iter().map(String::len).sum();
    println!("{} {name}, {:.1} MB", inputs.len(), bytes as f64 / 1e6);
    let mut times = vec![Vec::new(); ways.len()];
    for round in 0..=ROUNDS {
        for ((_, work), times) in ways.iter().zip(&mut times) {
            let start = Instant::now();
            inputs.iter().for_each(|input| work(input));
            // The first round warms up.
            if round > 0 {
                times.push(start.elapsed());
            }
        }
    }
    let medians: Vec<Duration> = times.into_iter().map(median).collect();
    for ((name, _), median) in ways.iter().zip(&medians) {
        let ratio = median.as_secs_f64() / medians[1].as_secs_f64();
        println!(
            "  {name:<18} {:>9.1} ms {ratio:>7.3}  {:>7.1} MB/s",
            median.as_secs_f64() * 1e3,
            bytes as f64 / 1e6 / median.as_secs_f64()
        );
    }
    medians[0].as_secs_f64() / medians[1].as_secs_f64()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
