//! The token adapter against the tree: `clean_html` and `clean_dom` on
//! `scraper`'s parse keep the same text.

use scraper::Html;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Share of real articles, and of real pages of all kinds, on which both must
/// keep the same text. ARCHITECTURE.md tells where they differ.
const MIN_EQUAL_ARTICLES: f64 = 0.995;
const MIN_EQUAL: f64 = 0.99;

const PARAGRAPH: &str =
    "The ferry was built for the crossing to the island, and it has been in use on this line for ninety years.";

fn kept(html: &str) -> (String, String) {
    let tokens = bodycopy::clean_html(html).unwrap().text();
    let tree = bodycopy::clean_dom(&Html::parse_document(html)).unwrap().text();
    (tokens, tree)
}

#[test]
fn malformed_pages_are_read_alike() {
    let p = PARAGRAPH;
    let pages = [
        format!("<p>{p}<p>{p} Again.<div>{p} Once more.</div>"),
        format!("<ul><li>{p}<li>{p} Two.</ul>{p} After."),
        format!("<dl><dt>Ferry<dd>{p}<dt>Pier<dd>{p} Two.</dl>"),
        format!("<table><tr><td>a<td>b<tr><td>c<td>d</table><p>{p}"),
        format!("<b><p>{p}</b><p>{p} Two.</p>"),
        format!("<p>{p} One.</p><a href=/x>{p}<p>{p} Two.</a>"),
        format!("<p>{p}</p></div></div><p>{p} Two."),
        format!("<h2>One<h3>Two</h3><p>{p}"),
        format!("<script>if (a < b) '<p>no</p>'</script><p>{p}"),
        format!("<!-- <p>no</p> --><p>{p}<style>p {{ content: '</p>' }}</style>"),
        format!("<p>{p} &amp; &lt;b&gt; &#233; &nbsp; &notanentity;"),
        format!("<HTML><BODY BGCOLOR=white><P>{p}<BR><BR>{p} Two.</BODY></HTML>"),
        format!("<svg><title>no</title><text>no</text></svg><p>{p}"),
        format!("<svg><path d='M0'/><div>{p}</div><p>{p} Two.<svg></svg>"),
        format!("<textarea><p>no</textarea><select><option>no</select><p>{p}"),
        format!("<noscript><img src=x><p>no</noscript><p>{p}"),
        format!("<template><p>no</p></template><p>{p}"),
        format!("<title>Ferries</title><title>no</title><h1>Ferries</h1><p>{p}"),
        format!("<button>Go<p>{p}</button><p>{p} Two."),
        format!("<p>{p}</p></br><p>{p} Two."),
        format!("<form><div><p>{p}</form><p>{p} Two.</div>"),
    ];
    for page in &pages {
        let tokens = bodycopy::clean_html(page).unwrap();
        let tree = bodycopy::clean_dom(&Html::parse_document(page)).unwrap();
        assert!(tokens.text().contains(PARAGRAPH), "{page}");
        assert_eq!(tokens.source(), tree.source(), "{page}");
        let kinds =
            |article: &bodycopy::Article<'_>| article.all_blocks().map(|block| block.kind()).collect::<Vec<_>>();
        assert_eq!(kinds(&tokens), kinds(&tree), "{page}");
    }
}

#[test]
fn bundled_pages_are_read_alike() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = ["tests/golden", "examples/data"].map(|folder| pages_below(&root.join(folder))).concat();
    assert!(pages.len() >= 8);
    for page in pages {
        let (tokens, tree) = kept(&fs::read_to_string(&page).unwrap());
        assert_eq!(tokens, tree, "{}", page.display());
    }
}

/// Runs where the development pages lie beside the project.
#[test]
fn real_pages_are_read_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/wcxb-dev");
    let Ok(gold) = fs::read_to_string(folder.join("gold.jsonl")) else { return };
    let mut counts = [Count::default(), Count::default()];
    for row in gold.split('\n').filter(|row| !row.is_empty()) {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let id = row["id"].as_str().unwrap();
        let (tokens, tree) = kept(&read(&folder.join("pages").join(format!("{id}.html.gz"))));
        let is_article = row["type"] == "article";
        counts[usize::from(is_article)].add(id, tokens == tree);
    }
    let [others, articles] = &counts;
    println!("articles: {articles:?}\nothers: {others:?}");
    assert!(articles.equal_share() >= MIN_EQUAL_ARTICLES, "{articles:?}");
    let all = (articles.equal + others.equal) as f64 / (articles.pages + others.pages) as f64;
    assert!(all >= MIN_EQUAL, "{others:?}");
}

#[derive(Debug, Default)]
struct Count {
    pages: usize,
    equal: usize,
    different: Vec<String>,
}

impl Count {
    fn add(&mut self, id: &str, is_equal: bool) {
        self.pages += 1;
        self.equal += usize::from(is_equal);
        if !is_equal {
            self.different.push(id.to_owned());
        }
    }

    fn equal_share(&self) -> f64 {
        self.equal as f64 / self.pages as f64
    }
}

fn read(path: &Path) -> String {
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn pages_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(pages_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "html") {
            found.push(path);
        }
    }
    found.sort();
    found
}
