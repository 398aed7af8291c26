//! What holds for any input at all.

#[allow(dead_code, reason = "the fuzz targets use all of it")]
#[path = "fuzz_replay/article.rs"]
mod article;

use article::check;
use bodycopy::{Cleaner, Label};
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_page_is_cleaned(page in joined(html_piece())) {
        let article = bodycopy::clean_html(&page).unwrap();
        check(&article);
        prop_assert_eq!(bodycopy::clean_html(&page).unwrap().text(), article.text());
    }

    #[test]
    fn any_text_is_cleaned(text in joined(text_piece())) {
        let article = bodycopy::clean_text(&text).unwrap();
        prop_assert_eq!(article.source(), text.as_str());
        check(&article);
        prop_assert_eq!(bodycopy::clean_text(&text).unwrap().text(), article.text());
    }

    #[test]
    fn any_string_is_cleaned(text in any::<String>()) {
        check(&bodycopy::clean_text(&text).unwrap());
        check(&bodycopy::clean_html(&text).unwrap());
    }

    #[test]
    fn any_bytes_are_cleaned(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bodycopy::clean_html_bytes(&bytes, None).unwrap());
        check(&bodycopy::clean_html_bytes(&bytes, Some("utf-16le")).unwrap());
    }

    #[test]
    fn a_tree_is_cleaned_like_any_page(page in joined(html_piece())) {
        let tree = scraper::Html::parse_document(&page);
        let article = bodycopy::clean_dom(&tree).unwrap();
        check(&article);
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
    fn crosses<T: Send + Sync>() {}
    crosses::<bodycopy::Article<'static>>();
    crosses::<Cleaner>();
    crosses::<bodycopy::CleanerBuilder>();
    crosses::<bodycopy::Error>();
    crosses::<bodycopy::Model>();
}
