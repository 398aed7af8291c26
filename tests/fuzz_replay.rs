//! Replays the seeds and the former crashes of the fuzz targets in `tests/fuzz`
//! through the same checks, on any toolchain.

// The records of a batch are cleaned by the `clean` example's own code.
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/answer.rs"]
mod answer;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/args.rs"]
mod args;
#[path = "fuzz_replay/article.rs"]
mod article;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/cleaning.rs"]
mod cleaning;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/details.rs"]
mod details;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/failure.rs"]
mod failure;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/guard.rs"]
mod guard;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/input.rs"]
mod input;
#[path = "fuzz_replay/invariants.rs"]
mod invariants;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/output.rs"]
mod output;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/pipeline.rs"]
mod pipeline;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/record.rs"]
mod record;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/report/mod.rs"]
mod report;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../examples/clean/work.rs"]
mod work;

use std::fs;
use std::path::{Path, PathBuf};

/// A fuzz target: its name, and what it does with an input.
type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 5] = [
    ("text", invariants::text),
    ("html", invariants::html),
    ("bytes", invariants::bytes),
    ("dom", invariants::dom),
    ("jsonl", invariants::jsonl),
];

/// The files of a target; none where the fuzz folder is not shipped.
fn files(folder: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(folder).join(target);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

#[test]
fn seeds_and_former_crashes_hold_what_holds_for_any_input() {
    let is_shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").is_dir();
    for (target, check) in TARGETS {
        let seeds = files("seeds", target);
        assert!(!is_shipped || seeds.len() >= 5, "the seeds of {target} are gone");
        for file in [seeds, files("crashes", target)].concat() {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with("pending-") {
                println!("not mended yet: {}", file.display());
                continue;
            }
            // Shown only if the check below fails.
            println!("{}", file.display());
            check(&fs::read(&file).unwrap());
        }
    }
}

#[test]
fn every_check_takes_the_seeds_of_all() {
    let all: Vec<PathBuf> = TARGETS.iter().flat_map(|(target, _)| files("seeds", target)).collect();
    for (target, check) in TARGETS {
        for file in &all {
            println!("{target}: {}", file.display());
            check(&fs::read(file).unwrap());
        }
    }
}
