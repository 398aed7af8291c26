//! Finds what readers wrote, and the frame around it.

use super::{Detector, Findings, cue};
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::{Family, Group};

/// Finds what readers wrote, and the frame around it.
#[derive(Debug)]
pub(super) struct Comments;

impl Detector for Comments {
    fn name(&self) -> &str {
        "comments"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        cue::phrases(page, Family::Comment, findings);
        cue::section(page, Family::Comment, 0.6, findings);
        cue::class_names(page, Group::Comment, Label::Comment, 0.6, findings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::html::segment;

    /// How sure a comment is found in a line under a heading of comments.
    fn under_heading(line: &str) -> f32 {
        let document = segment(&format!("<h3>Comments</h3><p>{line}</p>"), 64);
        let page = Page::new(&document);
        let mut findings = Findings::new(page.len());
        Comments.detect(&page, &mut findings);
        findings.strength(1, Label::Comment)
    }

    #[test]
    fn what_stands_under_a_heading_is_one_unless_it_links_elsewhere() {
        assert_eq!(under_heading("The quay was dry all week"), 0.6);
        assert_eq!(under_heading("<a href=/quay>The quay was dry all week</a>"), 0.0);
        assert_eq!(under_heading("<a href=/ona>Ona Brill</a>"), 0.6);
        assert_eq!(under_heading("<a href=/ona>Ona Brill</a> The quay was dry all week"), 0.6);
    }
}
