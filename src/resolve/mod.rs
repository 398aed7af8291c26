//! Decides what stays, once all is known about every block.
//!
//! One total order, the first that applies:
//! 1. a site rule of the caller;
//! 2. a single finding that decides unless the classifier is sure of the opposite;
//! 3. a standfirst beyond doubt stays, and in plain text a note;
//! 4. the classifier against the threshold.
//!
//! Each block is judged by itself (`judge`). Then two rules for the whole: a heading
//! goes with all that stood under it, and where nothing would stay, the likeliest
//! prose does. What went is named by `labels`.

mod judge;
mod labels;

use crate::detect::{Evidence, Finding, Findings};
use crate::document::{BlockKind, Rule};
use crate::features::Page;
use crate::label::{Label, LabelSet};
use judge::{Decision, Judge};

/// Where nothing reaches the threshold, prose of this part of the highest
/// probability stays, if that is not below [`MIN_TOP`].
const FALLBACK: f32 = 0.6;
const MIN_TOP: f32 = 0.1;

/// Probability of being body from which a heading stays even with nothing below.
const SURE_HEADING: f32 = 0.5;

/// What became of a block.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    pub(crate) label: Label,
    pub(crate) is_kept: bool,
    /// How sure that is, 0 to 1.
    pub(crate) confidence: f32,
    pub(crate) evidence: Vec<Evidence>,
}

/// What the caller wants kept.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    /// Least probability of being body, 0 to 1.
    pub(crate) threshold: f32,
    /// Which labels stay.
    pub(crate) keeps: LabelSet,
}

/// The verdict on each block; `body` is the probability of each to be body.
pub(crate) fn resolve(page: &Page<'_>, findings: Findings, body: &[f32], policy: &Policy) -> Vec<Verdict> {
    let mut findings = findings.by_block();
    let threshold = effective_threshold(page, body, policy.threshold);
    let is_likely = |body: &f32| *body >= threshold;
    let start = body.iter().position(is_likely).unwrap_or(0);
    let end = body.iter().rposition(is_likely).unwrap_or(0);
    let judge =
        |block: usize| Judge { page, findings: &findings, block, body: body[block], threshold, text: start..end };
    let decided: Vec<Option<Decision>> = (0..page.len()).map(|block| judge(block).decide()).collect();
    let kept: Vec<bool> = decided.iter().map(|decision| decision.as_ref().is_some_and(|d| d.is_kept)).collect();
    let labels = labels::of_removed(&findings, &kept);
    let named: Vec<bool> = labels.iter().map(Option::is_some).collect();
    let settle = |(block, (decision, label)): (usize, (Option<Decision>, Option<Label>))| {
        decision.unwrap_or_else(|| judge(block).removed(label))
    };
    let decisions: Vec<Decision> = decided.into_iter().zip(labels).enumerate().map(settle).collect();
    let with_reasons = |(block, decision): (usize, Decision)| {
        let Decision { label, is_kept, confidence } = decision;
        let evidence = match page.document.element_of(block).rule {
            Some(_) => vec![Evidence::SiteRule],
            None if is_kept => Vec::new(),
            None => reasons(label, findings.take(block), named[block], body[block]),
        };
        with_policy(Verdict { label, is_kept, confidence, evidence }, policy)
    };
    let mut verdicts: Vec<Verdict> = decisions.into_iter().enumerate().map(with_reasons).collect();
    remove_empty_headings(page, body, &mut verdicts);
    verdicts
}

/// What was `found` for the label of a block that goes, strongest first, then the
/// classifier's word. A block that has its `named` label from others stands among them.
fn reasons(label: Label, found: impl Iterator<Item = Finding>, is_named: bool, body: f32) -> Vec<Evidence> {
    let mut found: Vec<Finding> = found.filter(|finding| finding.label == label).collect();
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    let among = (is_named && found.is_empty()).then_some(Evidence::Among { label });
    let found = found.into_iter().map(|finding| finding.evidence);
    among.into_iter().chain(found).chain([Evidence::Model { body }]).collect()
}

/// Removes headings of which nothing stays: what followed was removed, and then
/// comes a heading that is no lower, or the end.
fn remove_empty_headings(page: &Page<'_>, body: &[f32], verdicts: &mut [Verdict]) {
    let level = |block: usize| match page.kind(block) {
        BlockKind::Heading(level) => level,
        _ => u8::MAX,
    };
    let is_asked_for = |block: usize| page.document.element_of(block).rule == Some(Rule::Keep);
    let mut next_kept: Option<usize> = None;
    for block in (0..verdicts.len()).rev() {
        if !verdicts[block].is_kept {
            continue;
        }
        let is_heading = verdicts[block].label == Label::Heading && body[block] < SURE_HEADING && !is_asked_for(block);
        let is_followed_by_removal = verdicts.get(block + 1).is_some_and(|next| !next.is_kept);
        let is_empty =
            next_kept.is_none_or(|next| verdicts[next].label == Label::Heading && level(next) <= level(block));
        if is_heading && is_followed_by_removal && is_empty {
            let label = verdicts[block + 1].label;
            let evidence = vec![Evidence::EmptyHeading, Evidence::Model { body: body[block] }];
            verdicts[block] = Verdict { label, is_kept: false, confidence: 1.0 - body[block], evidence };
        } else {
            next_kept = Some(block);
        }
    }
}

/// The threshold, lowered where nothing would stay: to what the likeliest prose
/// reaches or, on a page of a few words, the likeliest sentence.
fn effective_threshold(page: &Page<'_>, body: &[f32], threshold: f32) -> f32 {
    if body.iter().any(|body| *body >= threshold) {
        return threshold;
    }
    let top = |is: &dyn Fn(usize) -> bool| {
        (0..page.len()).filter(|block| is(*block)).map(|block| body[block]).fold(0.0, f32::max)
    };
    let prose = top(&|block| page.shapes[block].is_prose());
    let likeliest = if prose > 0.0 { prose } else { top(&|block| page.shapes[block].ends_sentence) };
    if likeliest < MIN_TOP { threshold } else { likeliest * FALLBACK }
}

/// Lets the caller's choice of labels overrule, but not his site rules.
fn with_policy(verdict: Verdict, policy: &Policy) -> Verdict {
    if matches!(verdict.evidence[..], [Evidence::SiteRule]) {
        return verdict;
    }
    match (verdict.is_kept, policy.keeps.contains(verdict.label)) {
        (true, false) => Verdict { is_kept: false, evidence: vec![Evidence::ByRequest], ..verdict },
        (false, true) => Verdict { is_kept: true, ..verdict },
        _ => verdict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::segment::{html, text};

    const PROSE: &str =
        "The harbour was built in the year when the town had a fleet of its own, and it is still in use.";

    fn policy(threshold: f32) -> Policy {
        Policy { threshold, keeps: LabelSet::of(Label::is_kept_by_default) }
    }

    /// The verdicts on a document with these findings (block, label, strength).
    fn verdicts(
        document: &Document<'_>,
        found: &[(usize, Label, f32)],
        body: &[f32],
        policy: &Policy,
    ) -> Vec<(Label, bool)> {
        let page = Page::new(document);
        let mut findings = Findings::new(page.len());
        found.iter().for_each(|(block, label, strength)| findings.add(*block, *label, *strength, Evidence::Date));
        let all = resolve(&page, findings, body, policy);
        all.iter().map(|verdict| (verdict.label, verdict.is_kept)).collect()
    }

    fn kept(document: &Document<'_>, found: &[(usize, Label, f32)], body: &[f32], threshold: f32) -> Vec<bool> {
        verdicts(document, found, body, &policy(threshold)).into_iter().map(|(_, is_kept)| is_kept).collect()
    }

    fn two_paragraphs() -> String {
        format!("{PROSE}\n\nAnother paragraph that is here for the sake of it, and of the town, says so.")
    }

    #[test]
    fn the_classifier_decides_where_nothing_else_does() {
        let source = two_paragraphs();
        let document = text::segment(&source);
        assert_eq!(kept(&document, &[], &[0.5, 0.49], 0.5), [true, false]);
        let weak = [(0, Label::Promo, 0.89), (1, Label::Promo, 0.89)];
        assert_eq!(kept(&document, &weak, &[0.6, 0.4], 0.5), [true, false]);
    }

    #[test]
    fn a_long_paragraph_of_plain_text_stays_sooner() {
        let source = two_paragraphs();
        let document = text::segment(&source);
        assert_eq!(kept(&document, &[], &[0.31, 0.9], 0.5), [true, true]);
        assert_eq!(kept(&document, &[], &[0.29, 0.9], 0.5), [false, true]);
        // The other one is short.
        assert_eq!(kept(&document, &[], &[0.9, 0.31], 0.5), [true, false]);
        let page = html::segment(&format!("<p>{PROSE}<p>{PROSE} So."), 64);
        assert_eq!(kept(&page, &[], &[0.31, 0.9], 0.5), [false, true]);
    }

    #[test]
    fn a_strong_finding_decides_in_text_unless_the_classifier_is_sure() {
        let source = two_paragraphs();
        let document = text::segment(&source);
        let strong = [(0, Label::Promo, 0.9), (1, Label::Promo, 0.9)];
        assert_eq!(kept(&document, &strong, &[0.84, 0.85], 0.5), [false, true]);
        let certain = [(0, Label::Promo, 0.96), (1, Label::Promo, 0.97)];
        assert_eq!(kept(&document, &certain, &[0.99, 0.99], 0.5), [true, false]);
        // A phrase tells more than where a line stands.
        let phrase = |label, strength, body| {
            let page = Page::new(&document);
            let mut findings = Findings::new(page.len());
            let cue = Evidence::Cue { phrase: "sign up".into(), language: "en".into() };
            findings.add(1, label, strength, cue);
            resolve(&page, findings, &[0.9, body], &policy(0.5))[1].is_kept
        };
        assert_eq!([0.49, 0.5].map(|strength| phrase(Label::Promo, strength, 0.79)), [true, false]);
        assert!(phrase(Label::Promo, 0.5, 0.8) && phrase(Label::AuthorBio, 0.5, 0.79));
        // A copy is a copy, however much it reads like the body.
        assert_eq!(kept(&document, &[(1, Label::Teaser, 0.95)], &[0.99, 0.99], 0.5), [true, false]);
        // What stays by default is nothing to remove for.
        assert_eq!(kept(&document, &[(1, Label::Standfirst, 1.0)], &[0.6, 0.6], 0.5), [true, true]);
    }

    #[test]
    fn in_markup_only_copies_headlines_and_callers_decide_against_the_classifier() {
        let page = format!("<p>{PROSE}</p><p>{PROSE} Again.</p>");
        let document = html::segment(&page, 64);
        let found = |label, strength| [(1, label, strength)];
        assert_eq!(kept(&document, &found(Label::Promo, 0.95), &[0.7, 0.7], 0.5), [true, true]);
        assert_eq!(kept(&document, &found(Label::Promo, 1.0), &[0.7, 0.7], 0.5), [true, false]);
        for label in [Label::Teaser, Label::Title] {
            assert_eq!(kept(&document, &found(label, 0.95), &[0.7, 0.79], 0.5), [true, false]);
            assert_eq!(kept(&document, &found(label, 0.95), &[0.7, 0.8], 0.5), [true, true]);
        }
    }

    #[test]
    fn the_strongest_of_several_findings_gives_label_and_evidence() {
        let source = two_paragraphs();
        let document = text::segment(&source);
        let found = [(1, Label::Promo, 0.91), (1, Label::Legal, 0.95), (1, Label::Comment, 0.2)];
        assert_eq!(verdicts(&document, &found, &[0.9, 0.1], &policy(0.5))[1], (Label::Legal, false));
        let weak = [(1, Label::Promo, 0.3), (1, Label::Legal, 0.2)];
        assert_eq!(verdicts(&document, &weak, &[0.9, 0.1], &policy(0.5))[1], (Label::Promo, false));
        let unknown = &resolve(&Page::new(&document), Findings::new(2), &[0.9, 0.1], &policy(0.5))[1];
        assert_eq!(unknown.label, Label::Navigation);
        assert!(matches!(unknown.evidence[..], [Evidence::Model { .. }]), "nothing stands around it");

        // What a block says counts more than where it stands.
        let page = Page::new(&document);
        let mut findings = Findings::new(page.len());
        let phrase = Evidence::Cue { phrase: "sign up".into(), language: "en".into() };
        findings.add(1, Label::Navigation, 0.5, Evidence::OutsideText);
        findings.add(1, Label::Promo, 0.4, phrase);
        assert_eq!(resolve(&page, findings, &[0.9, 0.1], &policy(0.5))[1].label, Label::Promo);
        let mut findings = Findings::new(page.len());
        findings.add(1, Label::Promo, 0.3, Evidence::Date);
        findings.add(1, Label::Promo, 0.4, Evidence::Contact);
        let verdict = &resolve(&page, findings, &[0.9, 0.25], &policy(0.5))[1];
        let all = [Evidence::Contact, Evidence::Date, Evidence::Model { body: 0.25 }];
        assert_eq!(format!("{:?}", verdict.evidence), format!("{all:?}"));
        assert!((verdict.confidence - 0.75).abs() < 1e-6);
        let mut findings = Findings::new(page.len());
        findings.add(1, Label::Promo, 0.9, Evidence::Date);
        let decided = &resolve(&page, findings, &[0.9, 0.05], &policy(0.5))[1];
        assert!((decided.confidence - 0.95).abs() < 1e-6);
    }

    #[test]
    fn a_block_named_by_what_goes_around_it_says_so() {
        let document = text::segment("Ports\n\nShips\n\nBoats");
        let page = Page::new(&document);
        let mut findings = Findings::new(page.len());
        [0, 2].into_iter().for_each(|block| findings.add(block, Label::RelatedLinks, 0.5, Evidence::Date));
        let named = &resolve(&page, findings, &[0.01; 3], &policy(0.5))[1];
        assert_eq!(named.label, Label::RelatedLinks);
        let among = [Evidence::Among { label: Label::RelatedLinks }, Evidence::Model { body: 0.01 }];
        assert_eq!(named.evidence, among);
    }

    #[test]
    fn a_callers_labels_overrule() {
        let source = two_paragraphs();
        let document = text::segment(&source);
        let mut policy = policy(0.5);
        policy.keeps.insert(Label::Promo);
        assert_eq!(verdicts(&document, &[(1, Label::Promo, 0.9)], &[0.9, 0.1], &policy)[1], (Label::Promo, true));
        policy.keeps.remove(Label::Body);
        let page = Page::new(&document);
        let verdict = &resolve(&page, Findings::new(page.len()), &[0.9, 0.9], &policy)[1];
        assert!(!verdict.is_kept && matches!(verdict.evidence[..], [Evidence::ByRequest]));
    }

    #[test]
    fn a_standfirst_under_the_headline_stays() {
        let stays = |standfirst: &str, body: f32| {
            let document = html::segment(&format!("<h1>Old piers</h1>{standfirst}<p>{PROSE}</p><p>{PROSE} So."), 64);
            let is_standfirst = verdicts(&document, &[], &[0.9, body, 0.9, 0.9], &policy(0.5))[1];
            is_standfirst == (Label::Standfirst, true)
        };
        assert!(stays("<p class=dek>What became of the piers of the coast</p>", 0.01));
        assert!(stays("<h2 class=dek>What became of the piers of the coast</h2>", 0.01));
        // Not called so, linked, too short, dated; or said by the text, too.
        assert!(!stays("<p>What became of the piers of the coast</p>", 0.01));
        assert!(!stays("<p class=dek><a href=/a>What became of the piers of the coast</a></p>", 0.01));
        assert!(!stays("<p class=dek>What became of them</p>", 0.01));
        assert!(!stays("<p class=dek>What became of the piers, 1.5.2024</p>", 0.01));
        assert!(!stays(
            "<p class=dek>The harbour was built in the year when the town had a fleet of its own</p>",
            0.01
        ));
    }

    #[test]
    fn in_markup_few_findings_decide() {
        let page =
            format!("<h1>Old piers</h1><p>{PROSE}</p><p><a href=/a>Read also: a pier burns down</a></p><p>{PROSE} So.");
        let document = html::segment(&page, 64);
        let is_kept = |block: usize, label, strength, evidence, body| {
            let page = Page::new(&document);
            let mut findings = Findings::new(page.len());
            findings.add(block, label, strength, evidence);
            let mut all = [0.9; 4];
            all[block] = body;
            resolve(&page, findings, &all, &policy(0.5))[block].is_kept
        };
        let phrase = || Evidence::Cue { phrase: "read also".into(), language: "en".into() };
        // A phrase before a link, unless the classifier is sure; not one before text.
        assert_eq!([0.79, 0.8].map(|body| is_kept(2, Label::RelatedLinks, 0.9, phrase(), body)), [false, true]);
        assert!(
            is_kept(2, Label::RelatedLinks, 0.89, phrase(), 0.79)
                && is_kept(3, Label::RelatedLinks, 0.9, phrase(), 0.79)
        );
        assert!(is_kept(2, Label::Promo, 0.9, phrase(), 0.79));
        // All in a box of promos, however it reads.
        assert!(!is_kept(3, Label::Promo, 0.97, Evidence::Box { phrase: "sign up".into() }, 0.99));
    }

    #[test]
    fn site_rules_come_first() {
        let page =
            scraper::Html::parse_document(&format!("<p class=a>{PROSE}</p><h2 class=b>Ships</h2><p class=c>{PROSE}"));
        let selector = |name| scraper::Selector::parse(name).unwrap();
        let rules = crate::segment::SiteRules { keep: vec![selector(".b")], remove: vec![selector(".a")] };
        let document = crate::segment::dom::segment(&page, 64, &rules);
        // The heading is kept although nothing below it is.
        assert_eq!(kept(&document, &[(1, Label::Promo, 1.0)], &[0.99, 0.01, 0.2], 0.5), [false, true, false]);
    }

    #[test]
    fn where_nothing_reaches_the_threshold_the_likeliest_prose_stays() {
        let source = format!("Home and news\n\n{}", two_paragraphs());
        let document = text::segment(&source);
        assert_eq!(kept(&document, &[], &[0.4, 0.3, 0.17], 0.5), [true, true, false]);
        assert_eq!(kept(&document, &[], &[0.1, 0.3, 0.19], 0.5), [false, true, true]);
        assert_eq!(kept(&document, &[], &[0.2, 0.09, 0.05], 0.5), [false, false, false]);
        assert_eq!(kept(&document, &[], &[0.0, 0.1, 0.05], 0.5), [false, true, false]);
        let short = text::segment("Home and news\n\nThe pier is closed.");
        assert_eq!(kept(&short, &[], &[0.4, 0.2], 0.5), [true, true]);
        let source = format!("The pier is closed.\n\n{}", two_paragraphs());
        assert_eq!(kept(&text::segment(&source), &[], &[0.4, 0.3, 0.2], 0.5), [true; 3]);
    }

    #[test]
    fn a_heading_goes_with_all_that_stood_under_it() {
        let page = format!("<p>{PROSE}</p><h2>Ships</h2><p>Buy one.</p><h2>Boats</h2><p>{PROSE}</p><h3>End</h3>");
        let document = html::segment(&page, 64);
        let body = |heading: f32, below: f32| [0.9, heading, below, 0.45, 0.9, 0.45];
        // Removed below, then a heading of its level; the last one is followed by nothing that went.
        assert_eq!(kept(&document, &[], &body(0.45, 0.1), 0.4), [true, false, false, true, true, true]);
        assert_eq!(kept(&document, &[], &body(0.5, 0.1), 0.4), [true, true, false, true, true, true]);
        assert_eq!(kept(&document, &[], &body(0.45, 0.6), 0.4), [true; 6]);
        let page = Page::new(&document);
        let mut findings = Findings::new(page.len());
        findings.add(2, Label::Promo, 0.3, Evidence::Date);
        let heading = &resolve(&page, findings, &body(0.45, 0.1), &policy(0.4))[1];
        assert_eq!(heading.label, Label::Promo);
        assert!((heading.confidence - 0.55).abs() < 1e-6);
        let lower = format!("<h2>Ships</h2><p>Buy one.</p><h3>Boats</h3><p>{PROSE}</p>");
        let document = html::segment(&lower, 64);
        assert_eq!(kept(&document, &[], &[0.45, 0.1, 0.45, 0.9], 0.4), [true, false, true, true]);
    }

    #[test]
    fn what_stays_is_told_apart() {
        let page =
            format!("<h1>Old piers</h1><p class=lede>In short</p><p>{PROSE}</p><p><b>Ships</b></p><p>{PROSE}</p>");
        let document = html::segment(&page, 64);
        let labels = |found: &[(usize, Label, f32)]| -> Vec<Label> {
            verdicts(&document, found, &[0.9; 5], &policy(0.4)).into_iter().map(|(label, _)| label).collect()
        };
        let [heading, standfirst, body] = [Label::Heading, Label::Standfirst, Label::Body];
        assert_eq!(labels(&[]), [heading, standfirst, body, heading, body]);
        assert_eq!(labels(&[(2, Label::Note, 0.25)])[2], Label::Note);
        // A standfirst needs 0.6 of the threshold.
        assert_eq!(kept(&document, &[], &[0.9, 0.31, 0.9, 0.31, 0.9], 0.5), [true, true, true, false, true]);
        assert!(!kept(&document, &[], &[0.9, 0.29, 0.9, 0.9, 0.9], 0.5)[1]);
        assert_eq!(labels(&[(2, Label::Note, 0.24)])[2], body);
        let source = format!("{PROSE}\n\nShips and boats\n\n{PROSE}\n\nShips:\n\n{PROSE}");
        let text = text::segment(&source);
        let labels: Vec<Label> = verdicts(&text, &[], &[0.9; 5], &policy(0.4)).into_iter().map(|v| v.0).collect();
        assert_eq!(labels, [body, heading, body, body, body]);
    }
}
