//! Adds a detector of one's own: one for the puzzle corner of a local paper.

use bodycopy::{Cleaner, Detector, Evidence, Findings, Label, Page};

const TEXT: &str = "\
The ferry between the old pier and the island will run all winter, for the first time since the war. It will \
leave at eight in the morning and at four in the afternoon, unless the captain thinks better of it.

Answer to Tuesday's puzzle: a lighthouse

The company said that it had found a captain who likes the cold, and an engine that does not mind it. Both were \
tried out in January, when the harbour froze over and nothing else went out for nine days.

On the island there are forty-one people who used to move to the mainland in November. Most of them said that \
they would stay at home this year, and that they were looking forward to it.

Answer to Wednesday's puzzle: the letter M";

/// Finds lines that give away the answer to a puzzle.
#[derive(Debug)]
struct PuzzleAnswers;

impl Detector for PuzzleAnswers {
    fn name(&self) -> &str {
        "puzzle answers"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        let is_answer = |block: &usize| page.text(*block).starts_with("Answer to ");
        for block in (0..page.len()).filter(is_answer) {
            // Less than 0.9 would be a hint, which the classifier can outweigh.
            let reason = Evidence::Custom("gives away the answer to a puzzle".into());
            findings.add(block, Label::Promo, 0.95, reason);
        }
    }
}

fn main() -> Result<(), bodycopy::Error> {
    let cleaner = Cleaner::builder().detector(PuzzleAnswers).build()?;
    let article = cleaner.clean_text(TEXT)?;
    println!("{}", article.text());
    for removal in article.removed() {
        println!("\nWithout “{}”: {}.", removal.text(), removal.reason());
    }
    Ok(())
}
