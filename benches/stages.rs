//! Times each stage by itself, for HTML and for text, on the pages of
//! `BODYCOPY_PAGES` or the bundled ones:
//! `cargo bench --features internals --bench stages`.

mod input;

use bodycopy::internals::{Sample, decode};
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Duration;

fn stages(criterion: &mut Criterion) {
    let pages = input::pages();
    let texts = input::texts(&pages);
    let mut html = group(criterion, "html", &pages);
    let bytes = pages.iter().map(String::as_bytes);
    html.bench_function("decode", |b| {
        b.iter(|| bytes.clone().map(|page| black_box(decode(page)).len()).sum::<usize>())
    });
    time_stages(&mut html, &pages, Sample::read_html);
    time_whole(&mut html, &pages, |page| bodycopy::clean_html(page).ok());
    html.finish();
    let mut text = group(criterion, "text", &texts);
    time_stages(&mut text, &texts, Sample::read_text);
    time_whole(&mut text, &texts, |text| bodycopy::clean_text(text).ok());
    text.finish();
}

fn group<'a>(criterion: &'a mut Criterion, name: &str, inputs: &[String]) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(inputs.iter().map(|input| input.len() as u64).sum()));
    group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(4));
    group
}

/// The stages between the input and the verdicts; each is fed with what the one
/// before it made of all inputs.
fn time_stages(group: &mut BenchmarkGroup<'_, WallTime>, inputs: &[String], segment: fn(&str) -> Sample) {
    group.bench_function("segment", |b| b.iter(|| inputs.iter().for_each(|input| drop(black_box(segment(input))))));
    let samples: Vec<Sample> = inputs.iter().map(|input| segment(input)).collect();
    group.bench_function("features", |b| b.iter(|| samples.iter().for_each(|sample| drop(black_box(sample.facts())))));
    let facts: Vec<_> = samples.iter().map(Sample::facts).collect();
    group.bench_function("detect", |b| b.iter(|| facts.iter().for_each(|facts| drop(black_box(facts.detect())))));
    let found = || facts.iter().map(|facts| facts.detect()).collect::<Vec<_>>();
    let all_found = found();
    let classify =
        || facts.iter().zip(&all_found).map(|(facts, found)| facts.classify(found).expect("the bundled model"));
    group.bench_function("classify", |b| b.iter(|| classify().for_each(|body| drop(black_box(body)))));
    let bodies: Vec<Vec<f32>> = classify().collect();
    group.bench_function("resolve", |b| {
        let resolve = |found| -> Vec<_> {
            facts.iter().zip(found).zip(&bodies).map(|((facts, found), body)| facts.resolve(found, body)).collect()
        };
        b.iter_batched(found, resolve, BatchSize::LargeInput);
    });
}

/// Rendering, and everything from the input to the rendered text.
fn time_whole<'a>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    inputs: &'a [String],
    clean: fn(&'a str) -> Option<bodycopy::Article<'a>>,
) {
    let articles: Vec<_> = inputs.iter().filter_map(|input| clean(input)).collect();
    group.bench_function("render text", |b| b.iter(|| articles.iter().map(|a| a.text().len()).sum::<usize>()));
    group.bench_function("render markdown", |b| {
        b.iter(|| articles.iter().map(|a| a.to_markdown().len()).sum::<usize>())
    });
    group.bench_function("whole", |b| {
        b.iter(|| inputs.iter().filter_map(|input| clean(input)).map(|a| a.text().len()).sum::<usize>());
    });
}

criterion_group!(benches, stages);
criterion_main!(benches);
