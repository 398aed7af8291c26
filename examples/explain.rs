//! Prints what of a page went and why: `explain [FILE.html]`.

use bodycopy::{Cleaner, Evidence};
use std::error::Error;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/harbour.html");

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).unwrap_or_else(|| PAGE.into());
    let article = Cleaner::default().clean_html_bytes(&std::fs::read(path)?, None)?;
    println!("Without these, it is the whole article and nothing else, {:.0} % sure:", article.confidence() * 100.0);
    for removal in article.removed() {
        // The first words of it will do.
        let words: Vec<&str> = removal.text().split_whitespace().take(8).collect();
        println!("\n{} at {:?}: {}", removal.label(), removal.span(), words.join(" "));
        for evidence in removal.evidence() {
            println!("  - {evidence}");
        }
    }
    // Evidence is typed: there is no need to read sentences.
    let is_linked = |evidence: &Evidence| matches!(evidence, Evidence::LinkDensity { share } if *share > 0.5);
    let linked = article.removed().filter(|removal| removal.evidence().iter().any(is_linked)).count();
    println!("\n{linked} of these are links for the most part.");
    Ok(())
}
