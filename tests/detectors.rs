//! Detector cases as data: each file in `tests/detectors` is named after a
//! detector and holds cases for it; `bodies.toml` holds the articles around them.
//!
//! A `[[case]]` has:
//! - `name`: what it shows, once in its file;
//! - `language`: which article it stands in, `en` if none is given; `body` is an
//!   article of its own;
//! - `lines`: the paragraphs of the case, or, with `html = true`, its snippets
//!   of markup; `head` is markup for the page's head;
//! - `place`: where they stand. `before` and `after` the article's text, or in
//!   its `middle`; in HTML `before` and `after` are outside the `article`
//!   element, `top` and `end` are inside;
//! - `goes`: the blocks that must go, each with the label it must carry, `""`
//!   for any; or one label for all that is not in the article nor in `stays`;
//! - `stays`: the blocks that must stay, or `"all"`;
//! - `labels`: labels that blocks must carry which stay;
//! - `pending = true`: known to fail. Such a case is counted, and must fail.
//!
//! The article's own paragraphs must stay as well, unless `goes` has their text.
//! Of blocks with the same text one must carry the label.

use bodycopy::{ArticleBlock, Label};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The articles, by language.
type Bodies = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    language: Option<String>,
    body: Option<Vec<String>>,
    #[serde(default)]
    html: bool,
    #[serde(default)]
    head: String,
    place: Place,
    lines: Vec<String>,
    #[serde(default)]
    goes: Goes,
    #[serde(default)]
    stays: Stays,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    #[serde(default)]
    pending: bool,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Place {
    Before,
    Top,
    Middle,
    End,
    After,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Goes {
    /// All that is not said to stay, with this label.
    Rest(String),
    Blocks(BTreeMap<String, String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Stays {
    All(All),
    Blocks(Vec<String>),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum All {
    All,
}

impl Default for Goes {
    fn default() -> Goes {
        Goes::Blocks(BTreeMap::new())
    }
}

impl Default for Stays {
    fn default() -> Stays {
        Stays::Blocks(Vec::new())
    }
}

impl Case {
    fn language(&self) -> &str {
        self.language.as_deref().unwrap_or("en")
    }

    fn body<'a>(&'a self, bodies: &'a Bodies) -> &'a [String] {
        let body = self.body.as_ref().or_else(|| bodies.get(self.language()));
        body.unwrap_or_else(|| panic!("{}: no body for {}", self.name, self.language()))
    }

    /// The article as plain text, the lines of the case in their place.
    fn text(&self, body: &[String]) -> String {
        let at = match self.place {
            Place::Before | Place::Top => 0,
            Place::Middle => body.len() / 2,
            Place::End | Place::After => body.len(),
        };
        [&body[..at], &self.lines, &body[at..]].concat().join("\n\n")
    }

    /// The article as a page, the snippets of the case in their place.
    fn page(&self, body: &[String]) -> String {
        let lines = |place: Place| if self.place == place { self.lines.join("\n") } else { String::new() };
        let paragraphs = |body: &[String]| body.iter().map(|text| format!("<p>{text}</p>\n")).collect::<String>();
        let (first, second) = body.split_at(body.len() / 2);
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">{}</head>\n<body>\n{}\n<article>\n{}\n\
             {}{}\n{}{}\n</article>\n{}\n</body>\n</html>\n",
            self.language(),
            self.head,
            lines(Place::Before),
            lines(Place::Top),
            paragraphs(first),
            lines(Place::Middle),
            paragraphs(second),
            lines(Place::End),
            lines(Place::After),
        )
    }

    /// What is wrong with what became of the case, one line each.
    fn failures(&self, bodies: &Bodies) -> Vec<String> {
        let body = self.body(bodies);
        let text = if self.html { self.page(body) } else { self.text(body) };
        let article = match if self.html { bodycopy::clean_html(&text) } else { bodycopy::clean_text(&text) } {
            Ok(article) => article,
            Err(error) => return vec![error.to_string()],
        };
        let mut groups: BTreeMap<&str, Group<'_>> = BTreeMap::new();
        for block in article.all_blocks() {
            groups.entry(block.text()).or_default().blocks.push(block);
        }
        let mut failures = self.check_kept(body, &mut groups);
        failures.extend(self.check_gone(&groups));
        for (text, label) in &self.labels {
            match groups.get(text.as_str()) {
                Some(group) => failures.extend(group.mislabelled(true, label)),
                None => failures.push(format!("no block  {text:?}")),
            }
        }
        failures
    }

    /// Counts how often each text must stay, and checks that it does.
    fn check_kept(&self, body: &[String], groups: &mut BTreeMap<&str, Group<'_>>) -> Vec<String> {
        let mut failures = Vec::new();
        let listed: &[String] = match &self.stays {
            Stays::Blocks(blocks) => blocks,
            Stays::All(All::All) => &[],
        };
        let goes = |text: &String| matches!(&self.goes, Goes::Blocks(blocks) if blocks.contains_key(text));
        for text in body.iter().filter(|text| !goes(text)).chain(listed) {
            match groups.get_mut(text.as_str()) {
                Some(group) => group.stay += 1,
                None => failures.push(format!("no block  {text:?}")),
            }
        }
        for group in groups.values_mut() {
            if matches!(self.stays, Stays::All(All::All)) {
                group.stay = group.blocks.len();
            }
            let kept = group.blocks.iter().filter(|block| block.is_kept()).count();
            if kept < group.stay {
                let lost = group.blocks.iter().find(|block| !block.is_kept());
                failures.extend(lost.map(|block| report("lost", block)));
            }
        }
        failures
    }

    /// Checks that all that must go does, under its label.
    fn check_gone(&self, groups: &BTreeMap<&str, Group<'_>>) -> Vec<String> {
        match &self.goes {
            Goes::Rest(label) => groups.values().filter_map(|group| group.left_or_mislabelled(label)).collect(),
            Goes::Blocks(blocks) => {
                let check = |(text, label): (&String, &String)| match groups.get(text.as_str()) {
                    Some(group) => group.left_or_mislabelled(label),
                    None => Some(format!("no block  {text:?}")),
                };
                blocks.iter().filter_map(check).collect()
            }
        }
    }
}

/// The blocks with one text, and how many of them must stay.
#[derive(Default)]
struct Group<'a> {
    blocks: Vec<ArticleBlock<'a>>,
    stay: usize,
}

impl Group<'_> {
    /// A failure, if more of the blocks are kept than must stay, or none of
    /// those that went has the label.
    fn left_or_mislabelled(&self, label: &str) -> Option<String> {
        let kept: Vec<&ArticleBlock<'_>> = self.blocks.iter().filter(|block| block.is_kept()).collect();
        if kept.len() > self.stay {
            Some(report("left", kept[0]))
        } else if self.blocks.len() > self.stay {
            self.mislabelled(false, label)
        } else {
            None
        }
    }

    /// A failure, if none of the blocks that are kept, or are not, has the label.
    fn mislabelled(&self, is_kept: bool, label: &str) -> Option<String> {
        let label: Label = match label {
            "" => return None,
            label => label.parse().unwrap_or_else(|error| panic!("{label}: {error}")),
        };
        let of_kind: Vec<&ArticleBlock<'_>> = self.blocks.iter().filter(|block| block.is_kept() == is_kept).collect();
        let has_label = of_kind.iter().any(|block| block.label() == label);
        let what = format!("not {label},");
        (!has_label).then(|| of_kind.first().map_or(format!("{what} none"), |block| report(&what, block)))
    }
}

fn report(what: &str, block: &ArticleBlock<'_>) -> String {
    let (text, label, confidence) = (block.text(), block.label(), block.confidence());
    format!("{what}  {text:?}  is {label}, {confidence:.2}: {}", block.reason())
}

#[test]
fn every_case_loses_its_boilerplate_and_keeps_its_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/detectors");
    let bodies: Bodies = toml::from_str(&fs::read_to_string(root.join("bodies.toml")).unwrap()).unwrap();
    let mut paths: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.file_name().is_some_and(|name| name != "bodies.toml"));
    paths.sort();
    let (mut count, mut pending, mut report) = (0, 0, String::new());
    for path in &paths {
        let file: File =
            toml::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let detector = path.file_stem().unwrap_or_default().display();
        for case in &file.case {
            count += 1;
            pending += usize::from(case.pending);
            let failures = case.failures(&bodies);
            let lines = format!("{detector}: {}\n    {}\n", case.name, failures.join("\n    "));
            match (case.pending, failures.is_empty()) {
                (true, true) => report.push_str(&format!("{detector}: {}: pending, but passes\n", case.name)),
                (true, false) => print!("pending: {lines}"),
                (false, true) => {}
                (false, false) => report.push_str(&lines),
            }
        }
    }
    println!("{count} cases, {pending} pending");
    assert!(paths.len() >= 11, "detectors without cases");
    assert!(report.is_empty(), "\n{report}");
}
