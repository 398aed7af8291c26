//! What the fuzz targets check; the same code replays their seeds in
//! `tests/fuzz_replay.rs`.

#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/answer.rs"]
mod answer;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/args.rs"]
mod args;
#[path = "../fuzz_replay/article.rs"]
mod article;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/cleaning.rs"]
mod cleaning;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/details.rs"]
mod details;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/failure.rs"]
mod failure;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/guard.rs"]
mod guard;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/input.rs"]
mod input;
#[path = "../fuzz_replay/invariants.rs"]
pub mod invariants;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/output.rs"]
mod output;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/pipeline.rs"]
mod pipeline;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/record.rs"]
mod record;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/report/mod.rs"]
mod report;
#[allow(dead_code, reason = "the example uses all of it")]
#[path = "../../examples/clean/work.rs"]
mod work;
