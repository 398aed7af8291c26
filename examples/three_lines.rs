//! Cleans a page and prints the text of the article.

const PAGE: &str = "
    <nav><a href=/>Home</a> <a href=/ports>Ports</a></nav>
    <article>
        <h1>Ferry to run all winter</h1>
        <p>The ferry between the old pier and the island will run all winter, for the first time since the war.</p>
        <p>The company said that it had found a captain who likes the cold, and an engine that does not mind it.</p>
    </article>
    <aside><h2>Newsletter</h2><p>Sign up for our newsletter and get the news by post.</p></aside>";

fn main() -> Result<(), bodycopy::Error> {
    let article = bodycopy::clean_html(PAGE)?;
    println!("{}", article.text());
    Ok(())
}
