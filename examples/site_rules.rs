//! Says for one site, by CSS selectors, what always stays and what always goes.

use bodycopy::{Cleaner, Label};

const PAGE: &str = "
    <article>
        <p>The ferry between the old pier and the island will run all winter, for the first time since the war.</p>
        <p class=house-ad>The captain's memoirs are on sale at the pier, and they are longer than the crossing.</p>
        <p>The company said that it had found a captain who likes the cold, and an engine that does not mind it.</p>
        <figure><img src=/ferry.jpg><figcaption>The ferry in ice, 1941</figcaption></figure>
    </article>";

fn main() -> Result<(), bodycopy::Error> {
    let by_default = Cleaner::default();
    let by_rules = Cleaner::builder().remove_selector(".house-ad").keep_selector("figcaption").build()?;
    // For all captions on all pages, the label does as well.
    let by_label = Cleaner::builder().keep(Label::Caption).build()?;
    for (name, cleaner) in [("default", by_default), ("site rules", by_rules), ("label", by_label)] {
        println!("--- {name}\n{}\n", cleaner.clean_html(PAGE)?.text());
    }
    Ok(())
}
