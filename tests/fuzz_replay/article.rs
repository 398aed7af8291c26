//! What holds for the result of any input.

use bodycopy::Article;

/// Everything that holds for the result of any input.
pub fn check(article: &Article<'_>) {
    check_spans(article);
    check_cover(article);
    check_output(article);
}

/// Spans are sorted, disjoint, on character boundaries, and hold the text.
fn check_spans(article: &Article<'_>) {
    let mut end = 0;
    for block in article.all_blocks() {
        let span = block.span();
        assert!(span.start >= end && span.start < span.end, "{span:?} after {end}");
        assert_eq!(&article.source()[span.clone()], block.text());
        assert!((0.0..=1.0).contains(&block.confidence()), "{}", block.confidence());
        assert!(block.is_kept() || !block.evidence().is_empty(), "gone without a reason: {:?}", block.text());
        assert!(block.is_kept() || !block.reason().is_empty());
        end = span.end;
    }
    assert!((0.0..=1.0).contains(&article.confidence()), "{}", article.confidence());
}

/// What is not in a block is white space or invisible.
fn check_cover(article: &Article<'_>) {
    let mut at = 0;
    for block in article.all_blocks() {
        let between = &article.source()[at..block.span().start];
        assert!(!between.contains(char::is_alphanumeric), "lost: {between:?}");
        at = block.span().end;
    }
    let rest = &article.source()[at..];
    assert!(!rest.contains(char::is_alphanumeric), "lost: {rest:?}");
}

/// The visible text of a page has single spaces where it is not preformatted.
pub fn check_spaces(article: &Article<'_>) {
    for block in article.all_blocks() {
        assert!(!block.text().contains("  "), "double space: {:?}", block.text());
    }
}

fn check_output(article: &Article<'_>) {
    let kept: Vec<&str> = article.blocks().map(|block| block.text()).collect();
    assert_eq!(article.text(), kept.join("\n\n"));
    let html = article.to_html();
    assert!(!html.contains("<script") && !html.contains("href=\"javascript:") && !html.contains("<p on"));
    check_nesting(&html);
    assert_eq!(article.to_markdown().is_empty(), kept.is_empty());
}

/// Elements of the HTML output end in the order in which they began, and no
/// angle bracket stands for itself.
fn check_nesting(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').expect("a tag ends");
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None => {
                let name = tag.split([' ', '\n']).next().unwrap_or("");
                open.extend((!matches!(name, "br" | "img")).then_some(name));
            }
        }
    }
    assert!(open.is_empty(), "{html}");
}
