//! Inputs made to break or to slow down: none may panic, lose the article, take
//! far longer than a plain page of its size, or need a large stack.
//!
//! `cargo test --release --test hostile -- --nocapture` prints the table.
//! With `HOSTILE=words` only the rows whose name has these words run.

#[path = "hostile/article.rs"]
mod article;
#[path = "hostile/measure.rs"]
mod measure;
#[path = "hostile/meter.rs"]
mod meter;
#[path = "hostile/plain.rs"]
mod plain;
#[path = "hostile/rows.rs"]
mod rows;

use bodycopy::{Cleaner, Error, ErrorKind};
use measure::{Cost, Reference, STACKS, measured, on_stack};
use rows::{Holds, Input, Row};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Bytes of memory for each byte of input that are no defect: a block has its
/// price, and the shortest has one letter. Below [`MEMORY_ROOM`] all is well.
const MEMORY_FACTOR: usize = 500;
const MEMORY_ROOM: usize = 64 << 20;

/// How often a row may be found too slow before it is: machines have slow moments,
/// and a plain input may have been timed in a fast one.
const TRIALS: usize = 3;

/// What came of a row.
struct Outcome {
    bytes: usize,
    ratio: Option<f64>,
    memory: usize,
    in_source: bool,
    in_text: bool,
}

/// Runs a row on both stacks; the better time counts, and the higher memory.
fn run(row: &Row, reference: &mut Reference) -> Result<Outcome, String> {
    let input = (row.input)();
    let look = |article: &bodycopy::Article<'_>| {
        let text = article.text();
        let all_in = |text: &str| row.article.iter().all(|paragraph| text.contains(paragraph));
        (all_in(article.source()), all_in(&text))
    };
    let run_on = |stack: usize| -> Result<((bool, bool), Cost), String> {
        on_stack(stack, &row.name, || measured(&input, look))?.map_err(|error| error.to_string())
    };
    let [small, large] = STACKS.map(run_on);
    let ((in_source, in_text), small) = small?;
    let (_, large) = large?;
    let ratio = reference.ratio(&input, small.time.min(large.time));
    Ok(Outcome { bytes: input.len(), ratio, memory: small.memory.max(large.memory), in_source, in_text })
}

/// Runs a row; if it seems too slow, again, beside a plain input timed anew.
fn run_fairly(row: &Row, reference: &mut Reference) -> Result<Outcome, String> {
    let mut outcome = run(row, reference)?;
    for _ in 1..TRIALS {
        if !is_slow(row, &outcome) {
            break;
        }
        outcome = run(row, &mut Reference::default())?;
    }
    Ok(outcome)
}

fn is_slow(row: &Row, outcome: &Outcome) -> bool {
    outcome.ratio.is_some_and(|ratio| ratio > row.factor)
}

/// What is wrong with an outcome, if anything is.
fn defect(row: &Row, outcome: &Outcome) -> Option<String> {
    if row.holds != Holds::Nothing && !outcome.in_source {
        return Some("the article is lost".to_owned());
    }
    if row.holds == Holds::InText && !outcome.in_text {
        return Some("the article is not kept".to_owned());
    }
    if let Some(ratio) = outcome.ratio.filter(|_| is_slow(row, outcome)) {
        return Some(format!("{ratio:.0} times as long as a plain input, {} allowed", row.factor));
    }
    let is_much = outcome.memory > MEMORY_ROOM + MEMORY_FACTOR * outcome.bytes;
    is_much.then(|| format!("{} bytes of memory for each of its own", outcome.memory / outcome.bytes.max(1)))
}

fn line(row: &Row, outcome: &Outcome) -> String {
    let ratio = outcome.ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.1}"));
    let survived = match (outcome.in_source, outcome.in_text) {
        (_, true) => "kept",
        (true, false) => "in source",
        (false, false) => "-",
    };
    format!("{:<62} {:>10} {ratio:>8} {:>6} {survived}", row.name, outcome.bytes, outcome.memory >> 20)
}

/// Runs rows, prints the table, and returns the failures.
fn run_all(rows: &[Row]) -> Vec<String> {
    let mut reference = Reference::default();
    let mut failures = Vec::new();
    println!("{:<62} {:>10} {:>8} {:>6} article", "input", "bytes", "ratio", "MiB");
    for row in rows {
        match run_fairly(row, &mut reference) {
            Ok(outcome) => {
                println!("{}", line(row, &outcome));
                failures.extend(defect(row, &outcome).map(|defect| format!("{}: {defect}", row.name)));
            }
            Err(error) => {
                println!("{:<62} {error}", row.name);
                failures.push(format!("{}: {error}", row.name));
            }
        }
    }
    reference.speeds().iter().for_each(|speed| println!("{speed}"));
    failures
}

/// The rows to run, those that `HOSTILE` names if it is set.
fn wanted() -> Vec<Row> {
    let only = std::env::var("HOSTILE").unwrap_or_default();
    let mut rows = rows::table();
    let is_name = rows.iter().any(|row| row.name == only);
    rows.retain(|row| if is_name { row.name == only } else { row.name.contains(&only) });
    rows
}

#[test]
fn hostile_inputs_are_cleaned_like_any() {
    let failures = run_all(&wanted());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_table_is_as_long_as_it_says_and_names_are_unique() {
    let mut names: Vec<String> = rows::table().into_iter().map(|row| row.name).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(count >= 200, "rows are gone");
}

/// All entry points on one input.
fn errors(cleaner: &Cleaner, input: &str) -> [Option<Error>; 3] {
    let html = cleaner.clean_html(input).err();
    let bytes = cleaner.clean_html_bytes(input.as_bytes(), None).err();
    [html, bytes, cleaner.clean_text(input).err()]
}

#[test]
fn input_beyond_the_limit_is_an_error() {
    let cleaner = Cleaner::builder().max_input_bytes(1000).build().unwrap();
    assert_eq!(errors(&cleaner, &"a ".repeat(500)), [None, None, None]);
    for error in errors(&cleaner, &"a ".repeat(501)) {
        let error = error.unwrap();
        assert_eq!(error.kind(), &ErrorKind::InputTooLarge { bytes: 1002, limit: 1000 });
        assert_eq!(error.to_string(), "the input has 1002 bytes, more than the limit of 1000");
    }
}

#[test]
fn blocks_beyond_the_limit_are_an_error() {
    let cleaner = Cleaner::builder().max_blocks(10).build().unwrap();
    let page = |blocks: usize| "<p>The lamp was lit.</p>\n".repeat(blocks);
    assert_eq!(errors(&cleaner, &page(10)), [None, None, None]);
    let tree = scraper::Html::parse_document(&page(11));
    for error in errors(&cleaner, &page(11)).into_iter().chain([cleaner.clean_dom(&tree).err()]) {
        let error = error.unwrap();
        assert_eq!(error.kind(), &ErrorKind::TooManyBlocks { blocks: 11, limit: 10 });
        assert_eq!(error.to_string(), "the input has 11 blocks, more than the limit of 10");
    }
}

#[test]
fn depth_beyond_the_limit_costs_no_text() {
    let page = format!("{}{}{}", "<div>".repeat(100), article::html(&article::ENGLISH), "</div>".repeat(100));
    for depth in [1, 2, 64, usize::MAX] {
        let cleaner = Cleaner::builder().max_depth(depth).build().unwrap();
        let tree = scraper::Html::parse_document(&page);
        for article in [cleaner.clean_html(&page).unwrap(), cleaner.clean_dom(&tree).unwrap()] {
            for paragraph in article::ENGLISH {
                assert!(article.source().contains(paragraph), "{depth}");
            }
        }
    }
}

#[test]
fn a_deadline_that_is_over_is_an_error() {
    let none = Cleaner::builder().deadline(Duration::ZERO).build().unwrap();
    for error in errors(&none, &article::html(&article::ENGLISH)) {
        let error = error.unwrap();
        assert_eq!(error.kind(), &ErrorKind::DeadlineExceeded(Duration::ZERO));
        assert_eq!(error.to_string(), "not done within 0 s");
    }
    let ample = Cleaner::builder().deadline(Duration::from_secs(600)).build().unwrap();
    assert_eq!(errors(&ample, &article::html(&article::ENGLISH)), [None, None, None]);
}

#[test]
fn limits_of_zero_are_an_error() {
    let builder = Cleaner::builder;
    for (built, name) in [
        (builder().max_input_bytes(0).build(), "max_input_bytes"),
        (builder().max_blocks(0).build(), "max_blocks"),
        (builder().max_depth(0).build(), "max_depth"),
    ] {
        assert_eq!(built.unwrap_err().kind(), &ErrorKind::ZeroLimit(name));
    }
}

#[test]
fn a_page_too_deep_for_site_rules_is_an_error() {
    let cleaner = Cleaner::builder().remove_selector("nav").build().unwrap();
    let page = |depth: usize| format!("{}{}", "<div>".repeat(depth), article::html(&article::ENGLISH));
    let deep = on_stack(512 << 10, "too deep", || cleaner.clean_html(&page(100_000)).err()).unwrap();
    assert_eq!(deep.unwrap().kind(), &ErrorKind::TooDeep { limit: 2000 });
    let shallow = on_stack(512 << 10, "deep", || cleaner.clean_html(&page(1900)).map(|article| article.text()));
    assert!(shallow.unwrap().unwrap().contains(article::ENGLISH[5]));
}

/// The `clean` example, built if nobody has built it yet.
fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its file");
    let profile = test.ancestors().nth(2).expect("a test stands in target/PROFILE/deps");
    let program = profile.join("examples").join(format!("clean{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        let target = profile.parent().expect("target/PROFILE");
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--example", "clean", "--target-dir"]).arg(target);
        build.args((!cfg!(debug_assertions)).then_some("--release"));
        assert!(build.status().expect("cargo runs").success(), "the example does not build");
    }
    program
}

#[test]
fn the_program_says_what_is_too_deep() {
    let page = format!("{}{}", "<div>".repeat(20_000), article::html(&article::ENGLISH));
    let file = std::env::temp_dir().join(format!("bodycopy-hostile-{}.html", std::process::id()));
    std::fs::write(&file, &page).unwrap();
    let clean = |args: &[&str]| Command::new(program()).args(args).arg(&file).stdin(Stdio::null()).output().unwrap();
    let failed = clean(&["--remove-selector", "nav"]);
    let plain = clean(&[]);
    std::fs::remove_file(&file).unwrap();
    assert_eq!((failed.status.code(), &*failed.stdout), (Some(1), &b""[..]));
    let message =
        "too many elements open at once for site rules, which need a tree: the limit is 2000, less for formatting";
    assert_eq!(String::from_utf8(failed.stderr).unwrap(), format!("clean: {}: {message}\n", file.display()));
    assert_eq!(plain.status.code(), Some(0));
    assert!(String::from_utf8(plain.stdout).unwrap().contains(article::ENGLISH[5]));
}

/// A tree builder opens all of them again in each paragraph: the square of the
/// input's size.
#[test]
fn formatting_that_is_never_closed_is_too_much_for_site_rules() {
    let page: String = (0..2000).map(|number| format!("<p><b id=b{number}>a")).collect();
    let cleaner = Cleaner::builder().remove_selector("nav").build().unwrap();
    let error = cleaner.clean_html(&page).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::TooDeep { .. }), "{error}");
    assert!(Cleaner::default().clean_html(&page).is_ok());
}

#[test]
fn threads_share_a_cleaner() {
    let cleaner = Cleaner::default();
    let page = article::html(&article::ENGLISH);
    let expected = cleaner.clean_html(&page).unwrap().text();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(cleaner.clean_html(&page).unwrap().text(), expected));
        }
    });
}

#[test]
fn the_plain_reference_is_what_it_says() {
    let input = Input::Text(plain::text(10_000));
    assert!((10_000..12_000).contains(&input.len()));
    assert!(bodycopy::clean_html(&plain::page(10_000)).unwrap().text().len() > 8000);
}
