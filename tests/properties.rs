//! What holds for any input at all.

use bodycopy::{Article, Cleaner, Label};
use proptest::prelude::*;

/// Pieces from which inputs are put together: markup, text, and trouble.
fn html_piece() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<a href=x>",
        "</a>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<h2>",
        "</h2>",
        "<br>",
        "<br><br>",
        "<pre>",
        "</pre>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<svg>",
        "</svg>",
        "<title>",
        "</title>",
        "<textarea>",
        "<noscript>",
        "</noscript>",
        "<blockquote>",
        "<dl><dt>",
        "<dd>",
        "<img src=a alt=b>",
        "<figure>",
        "<figcaption>",
        "<button>",
        "<template>",
        "<xmp>",
        "<plaintext>",
        "&amp;",
        "&#0;",
        "&#x1F600;",
        "<",
        "</",
        "<!",
        "<?x",
        "<![CDATA[",
        "\0",
        "<body hidden>",
        "<html lang=de>",
    ]);
    prop_oneof![
        3 => tags.prop_map(str::to_owned),
        2 => text_piece(),
        1 => ".{0,12}",
    ]
}

fn text_piece() -> impl Strategy<Value = String> {
    let lines = prop::sample::select(vec![
        "The ferry was built for the crossing to the island, and it has been in use on this line for ninety years.",
        "The ferry was built for the crossing to the island, and it has been in use ...",
        "Related articles",
        "Share this",
        "By Ada Moreau",
        "Ada Moreau is a writer. Reach her at ada@example.org or @adamoreau.",
        "Photo: the pier",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "\t",
        "\u{200b}",
        "\u{feff}",
        "e\u{301}",
        "日本語の文章です。",
        "مرحبا",
        "- item",
        "# head",
        "```",
        "> quote",
        "1. one",
        "| a | b |",
    ]);
    lines.prop_map(str::to_owned)
}

fn joined(piece: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Spans are sorted, disjoint, on character boundaries, and hold the text.
fn check_spans(article: &Article<'_>) {
    let mut end = 0;
    for block in article.all_blocks() {
        let span = block.span();
        assert!(span.start >= end && span.start < span.end, "{span:?} after {end}");
        assert_eq!(&article.source()[span.clone()], block.text());
        assert!((0.0..=1.0).contains(&block.confidence()));
        assert!(block.is_kept() || !block.evidence().is_empty(), "gone without a reason: {:?}", block.text());
        end = span.end;
    }
    assert!((0.0..=1.0).contains(&article.confidence()));
}

/// What is not in a block is white space or invisible.
fn check_cover(article: &Article<'_>) {
    let mut at = 0;
    let mut between = String::new();
    for block in article.all_blocks() {
        between.push_str(&article.source()[at..block.span().start]);
        at = block.span().end;
    }
    between.push_str(&article.source()[at..]);
    assert!(!between.contains(char::is_alphanumeric), "lost: {between:?}");
}

fn check_text(article: &Article<'_>) {
    let kept: Vec<&str> = article.blocks().map(|block| block.text()).collect();
    assert_eq!(article.text(), kept.join("\n\n"));
}

fn check_markup(article: &Article<'_>) {
    let html = article.to_html();
    assert!(!html.contains("<script") && !html.contains("javascript:") && !html.contains("onclick"));
    let markdown = article.to_markdown();
    assert_eq!(markdown.is_empty(), article.blocks().next().is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_page_is_cleaned(page in joined(html_piece())) {
        let article = bodycopy::clean_html(&page).unwrap();
        check_spans(&article);
        check_cover(&article);
        check_text(&article);
        check_markup(&article);
        prop_assert_eq!(bodycopy::clean_html(&page).unwrap().text(), article.text());
    }

    #[test]
    fn any_text_is_cleaned(text in joined(text_piece())) {
        let article = bodycopy::clean_text(&text).unwrap();
        prop_assert_eq!(article.source(), text.as_str());
        check_spans(&article);
        check_cover(&article);
        check_text(&article);
        prop_assert_eq!(bodycopy::clean_text(&text).unwrap().text(), article.text());
    }

    #[test]
    fn any_string_is_cleaned(text in any::<String>()) {
        check_spans(&bodycopy::clean_text(&text).unwrap());
        check_spans(&bodycopy::clean_html(&text).unwrap());
    }

    #[test]
    fn any_bytes_are_cleaned(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check_spans(&bodycopy::clean_html_bytes(&bytes, None).unwrap());
        check_spans(&bodycopy::clean_html_bytes(&bytes, Some("utf-16le")).unwrap());
    }

    #[test]
    fn a_tree_is_cleaned_like_any_page(page in joined(html_piece())) {
        let tree = scraper::Html::parse_document(&page);
        let article = bodycopy::clean_dom(&tree).unwrap();
        check_spans(&article);
        check_cover(&article);
    }

    #[test]
    fn keeping_every_label_keeps_every_block(text in joined(text_piece())) {
        let mut builder = Cleaner::builder();
        for label in Label::ALL {
            builder = builder.keep(label);
        }
        let cleaner = builder.build().unwrap();
        prop_assert_eq!(cleaner.clean_text(&text).unwrap().removed().count(), 0);
    }

    #[test]
    fn depth_costs_no_text(depth in 0_usize..40, limit in 1_usize..20) {
        let page = format!("{}<p>The deepest words</p>{}", "<div>".repeat(depth), "</div>".repeat(depth));
        let cleaner = Cleaner::builder().max_depth(limit).build().unwrap();
        let article = cleaner.clean_html(&page).unwrap();
        prop_assert!(article.source().contains("The deepest words"));
    }
}

#[test]
fn public_types_cross_threads() {
    fn check<T: Send + Sync>() {}
    check::<Article<'static>>();
    check::<Cleaner>();
    check::<bodycopy::CleanerBuilder>();
    check::<bodycopy::Error>();
    check::<bodycopy::Model>();
}
