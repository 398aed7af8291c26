//! Writes what the training script learns from: blocks, class tokens, features.
//!
//! `training_data KIND STEP PAGES.jsonl OUT [WEIGHTS_DIR [FIRST]]`, where KIND is
//! `html` or `text`; a row of PAGES has `fold` and either `path` (a page, plain
//! or .gz) or `text`. STEP is
//! - `blocks`: OUT gets a JSON line a page, its block texts and class tokens;
//! - `names`: OUT gets the names of the features of gate and both stages, as JSON;
//! - `words`: OUT gets for each block the number of its words and their hashes,
//!   little-endian u32;
//! - `features`: OUT gets the block features, little-endian f32, row by row;
//!   class names and words are weighed by WEIGHTS_DIR/KIND-class-FOLD.bin and
//!   WEIGHTS_DIR/KIND-words-FOLD.bin;
//! - `context`: the same for the second stage, after the first probabilities
//!   in FIRST (little-endian f32, a number a block);
//! - `signs`: OUT gets a JSON line a page, which blocks stay if FIRST holds their
//!   final probabilities, and the figures that its confidence is made of.

use bodycopy::internals::{Sample, feature_names};
use serde_json::{Value, json};
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, step, pages, out, rest @ ..] = &arguments[..] else {
        return Err("usage: training_data KIND STEP PAGES OUT [WEIGHTS_DIR [FIRST]]".into());
    };
    let mut out = BufWriter::new(File::create(out)?);
    if step == "names" {
        writeln!(out, "{}", json!(feature_names(kind == "html")))?;
        return Ok(());
    }
    let mut first = match rest.get(1) {
        Some(path) => floats(&std::fs::read(path)?),
        None => Vec::new(),
    };
    for line in BufReader::new(File::open(pages)?).lines() {
        let page: Value = serde_json::from_str(&line?)?;
        let sample = read_sample(&page)?;
        let weights = |model: &str| weights(rest, &format!("{kind}-{model}-{}.bin", page["fold"]));
        match step.as_str() {
            "blocks" => write_blocks(&sample, &page, &mut out)?,
            "words" => sample.words().iter().try_for_each(|words| write_words(words, &mut out))?,
            "features" | "context" => {
                let own: Option<Vec<f32>> = (step == "context").then(|| first.drain(..sample.blocks().len()).collect());
                write_floats(&sample.features(&weights("class")?, &weights("words")?, own.as_deref()), &mut out)?;
            }
            "signs" => {
                let body: Vec<f32> = first.drain(..sample.blocks().len()).collect();
                let cleaned = sample.clean(&weights("words")?, &body);
                writeln!(out, "{}", json!({"kept": cleaned.kept, "signs": cleaned.signs}))?;
            }
            other => return Err(format!("no such step: {other}").into()),
        }
    }
    Ok(())
}

fn read_sample(page: &Value) -> Result<Sample, Box<dyn Error>> {
    if let Some(text) = page["text"].as_str() {
        return Ok(Sample::from_text(text));
    }
    let path = page["path"].as_str().ok_or("a row without text or path")?;
    let mut bytes = std::fs::read(path)?;
    if path.ends_with(".gz") {
        let packed = std::mem::take(&mut bytes);
        flate2::read::MultiGzDecoder::new(&packed[..]).read_to_end(&mut bytes)?;
    }
    Ok(Sample::from_html(&bytes))
}

/// Weights as the training script left them.
fn weights(rest: &[String], name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let directory = rest.first().ok_or("no directory of weights")?;
    Ok(std::fs::read(std::path::Path::new(directory).join(name))?)
}

fn write_blocks(sample: &Sample, page: &Value, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let (of_blocks, elements) = sample.elements();
    let row = json!({"id": page["id"], "blocks": sample.blocks(), "of_blocks": of_blocks, "elements": elements});
    writeln!(out, "{row}")?;
    Ok(())
}

fn write_words(words: &[u32], out: &mut impl Write) -> std::io::Result<()> {
    let count = words.len() as u32;
    std::iter::once(&count).chain(words).try_for_each(|number| out.write_all(&number.to_le_bytes()))
}

fn write_floats(values: &[f32], out: &mut impl Write) -> std::io::Result<()> {
    values.iter().try_for_each(|value| out.write_all(&value.to_le_bytes()))
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|value| f32::from_le_bytes(*value)).collect()
}
