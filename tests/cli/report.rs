//! Reports: what stands on the page, and in which order.

use crate::{HTML_FILE, PAGE, TEXT_FILE, clean, stderr, stdout};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bodycopy::Label;
use scraper::{ElementRef, Html, Selector};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

const BATCH_FILE: &str = "examples/data/batch.jsonl";

/// Breaks out of whatever does not escape it.
const HOSTILE: &str = "</script></style></title>--><img src=x onerror=alert(1)>\"'><script>alert(2)</script>&lt;";

/// The report on what all went well with.
fn report(args: &[&str], input: impl Into<Vec<u8>>) -> Html {
    Html::parse_document(stdout(&clean(&[&["--to", "report"], args].concat(), input).success()))
}

fn all<'a>(page: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    let css = Selector::parse(css).unwrap();
    page.select(&css).collect()
}

fn texts(page: &Html, css: &str) -> Vec<String> {
    all(page, css).into_iter().map(text).collect()
}

fn text(element: ElementRef<'_>) -> String {
    words(&element.text().collect::<Vec<_>>().join(" "))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A record with more or less to remove.
fn record(id: &str, links: usize) -> String {
    let links = "<nav><a href=/>Links to stories that nobody has asked for</a></nav>".repeat(links);
    json!({"id": id, "html": format!("<title>On {id}</title>{links}{PAGE}")}).to_string() + "\n"
}

#[test]
fn every_block_is_there_once_in_order_and_says_why_it_went() {
    let css = Label::ALL.map(|label| format!(".text .{label}")).join(",");
    for file in [HTML_FILE, TEXT_FILE, "examples/data/recipe.html"] {
        let source = std::fs::read_to_string(file).unwrap();
        let article = if file == TEXT_FILE { bodycopy::clean_text(&source) } else { bodycopy::clean_html(&source) };
        let (article, page) = (article.unwrap(), report(&[file], ""));
        let elements = all(&page, &css);
        assert_eq!(elements.len(), article.all_blocks().count(), "{file}");
        for (element, block) in elements.into_iter().zip(article.all_blocks()) {
            assert!(element.value().classes().any(|class| class == block.label().as_str()));
            let note = element.attr("aria-describedby").map(|id| texts(&page, &format!("[id='{id}']")));
            if block.is_kept() {
                assert_eq!((text(element), note), (words(block.text()), None));
                continue;
            }
            let why = format!("{} confidence {:.2} {}.", block.label(), block.confidence(), block.reason());
            assert_eq!(note, Some(vec![words(&why)]));
            assert_eq!(text(element), words(&format!("{} {why}", block.text())));
            assert_eq!(element.attr("tabindex"), Some("0"));
        }
    }
}

#[test]
fn the_legend_counts_every_label() {
    let page = report(&[HTML_FILE], "");
    let article = bodycopy::clean_html(&std::fs::read_to_string(HTML_FILE).unwrap()).unwrap();
    let shown = texts(&page, ".legend tr.kept, .legend tr.removed");
    for is_kept in [true, false] {
        for label in Label::ALL {
            let blocks =
                article.all_blocks().filter(|block| block.is_kept() == is_kept && block.label() == label).count();
            let listed = shown.iter().filter(|row| row.starts_with(&format!("{label} {blocks} "))).count();
            assert_eq!(listed > 0, blocks > 0, "{label}");
        }
    }
    let [kept, removed] = &texts(&page, ".legend tr.all")[..] else { panic!("a row for each of the two") };
    assert!(kept.starts_with(&format!("kept {} ", article.blocks().count())), "{kept}");
    assert!(removed.starts_with(&format!("removed {} ", article.removed().count())), "{removed}");
    let figures = texts(&page, ".figures dd");
    assert_eq!(figures[..2], [format!("{:.2}", article.confidence()), "en".to_owned()]);
    assert_eq!(texts(&page, "h1"), ["Harbourmaster warns council over plan to move Tarnmouth's fishing fleet"]);
    assert!(all(&page, ".documents, details").is_empty(), "one document has no list");
}

#[test]
fn hostile_text_is_text() {
    let escaped = HOSTILE.replace('&', "&amp;").replace('<', "&lt;");
    // The library takes tags out of a title that resolving its references brings forth.
    let title = escaped.replace('&', "&amp;");
    let page = format!("<title>{title}</title><p class=bio>{escaped}{PAGE}");
    let line = json!({"id": HOSTILE, "html": page}).to_string() + &format!("\n{}", json!({"id": HOSTILE, "text": 7}));
    let batch = clean(&["--to", "report", "--jsonl", "--language", HOSTILE], line).code(1);
    let single = clean(&["--to", "report", "--from", "html", "--language", HOSTILE], page).success();
    for (output, places) in
        [(&batch, "h2, .documents a, .failures b, .figures dd, summary"), (&single, "h1, .figures dd")]
    {
        let page = Html::parse_document(stdout(output));
        assert_eq!((all(&page, "script").len(), all(&page, "style").len(), all(&page, "img").len()), (1, 1, 0));
        let attributes = page.root_element().descendants().filter_map(ElementRef::wrap);
        assert!(attributes.flat_map(|element| element.value().attrs()).all(|(name, _)| !name.starts_with("on")));
        for place in places.split(", ") {
            assert!(texts(&page, place).iter().any(|text| text.contains(HOSTILE)), "{place}");
        }
        assert!(texts(&page, "title")[0].contains(HOSTILE) || places.contains("h2"));
        assert_eq!(all(&page, ".text")[0].attr("lang"), Some(HOSTILE));
        assert!(texts(&page, ".text").concat().contains(HOSTILE));
    }
}

#[test]
fn the_page_allows_itself_nothing_but_its_own_style_and_script() {
    let page = report(&[HTML_FILE], "");
    let policy = all(&page, "meta[http-equiv=Content-Security-Policy]")[0].attr("content").unwrap();
    let rules: Vec<&str> = policy.split("; ").collect();
    assert_eq!((rules[0], &rules[3..]), ("default-src 'none'", &["base-uri 'none'", "form-action 'none'"][..]));
    for (rule, element) in [(rules[1], "style"), (rules[2], "script")] {
        let source: String = all(&page, element)[0].text().collect();
        assert_eq!(rule, format!("{element}-src 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(source))));
    }
    assert_eq!(all(&page, "[style], [src], link, [href]:not([href^='#'])").len(), 0);
}

#[test]
fn a_batch_is_listed_with_the_doubtful_first_and_failures() {
    let batch = [record("little", 0), record("much", 30), "{\"id\": \"bad\"}\n".to_owned(), record("some", 3)].concat();
    let cleaned = clean(&["--jsonl", "--to", "report", "--threads", "2"], batch.clone()).code(1);
    assert_eq!(stderr(&cleaned), "clean: 1 of 4 records failed\n");
    let page = Html::parse_document(stdout(&cleaned));
    assert_eq!(texts(&page, ".documents th a"), ["On much", "On some", "On little"]);
    assert_eq!(texts(&page, "details > article h2"), ["On much", "On some", "On little"]);
    for link in all(&page, ".documents th a") {
        let section = link.attr("href").unwrap().replace('#', "details > article#");
        assert_eq!(texts(&page, &format!("{section} h2")), [text(link)]);
    }
    assert_eq!(texts(&page, ".failures li"), ["bad neither html nor text"]);
    let alone = clean(&["--jsonl", "--to", "report"], batch).code(1);
    assert_eq!(stdout(&alone), stdout(&cleaned), "whatever the number of threads");
}

#[test]
fn ids_that_link_notes_are_used_once() {
    let page = report(&["--jsonl", BATCH_FILE], "");
    let ids: Vec<&str> = all(&page, "[id]").iter().filter_map(|element| element.attr("id")).collect();
    assert!(ids.len() > 20);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
}

#[test]
fn beyond_the_limit_documents_are_listed_only() {
    let batch: String = (0..9).map(|links| record(&links.to_string(), links)).collect();
    let page = report(&["--jsonl", "--report-limit", "2"], batch.clone());
    assert_eq!(all(&page, ".documents tbody tr").len(), 9);
    assert_eq!(texts(&page, ".documents th a"), ["On 8", "On 7"]);
    assert_eq!(texts(&page, "details h2"), ["On 8", "On 7"]);
    assert!(texts(&page, ".top")[0].contains("The first 2 can be read below"));
    assert_eq!(all(&report(&["--jsonl", "--report-limit", "0"], batch), "details").len(), 0);
    assert_eq!(all(&report(&["--report-limit", "0", TEXT_FILE], ""), ".text").len(), 1, "one is always shown");
}

#[test]
fn files_that_fail_are_listed_and_one_alone_leaves_no_page() {
    let several = clean(&["--to", "report", TEXT_FILE, "no-such-file", HTML_FILE], "").code(1);
    let page = Html::parse_document(stdout(&several));
    assert!(texts(&page, ".failures li")[0].starts_with("no-such-file cannot be read"));
    assert_eq!(all(&page, ".documents tbody tr").len(), 2);
    let alone = clean(&["--to", "report", "no-such-file"], "").code(1).stdout("");
    assert!(stderr(&alone).starts_with("clean: no-such-file: cannot be read"));
    let nameless = report(&["--jsonl"], "{\"text\": \"The ferry.\", \"id\": \"\"}\n{\"text\": \"The ferry.\"}");
    assert_eq!(texts(&nameless, ".documents th a"), ["record 1", "record 2"]);
    let none = report(&["--jsonl"], "");
    assert_eq!(texts(&none, "h1"), ["0 documents"]);
}

#[test]
fn words_and_shares_add_up() {
    let page = report(&[TEXT_FILE, HTML_FILE], "");
    for section in all(&page, "article") {
        let figures = |css: &str| -> Vec<usize> {
            let css = Selector::parse(css).unwrap();
            let first = |cell| text(cell).split(' ').next().unwrap().parse().unwrap();
            section.select(&css).map(first).collect()
        };
        let shown: usize = figures(".figures :nth-child(n + 3):nth-child(-n + 4) > dd").iter().sum();
        let by_label: usize = figures(".legend tr:not(.all) td:nth-child(3)").iter().sum();
        assert_eq!(by_label, shown);
        assert_eq!(shown, figures(".legend .all td:nth-child(3)").iter().sum::<usize>());
    }
}
