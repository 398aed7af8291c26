//! A caller's CSS selectors: what of a page always stays and what always goes.

use crate::document::Rule;
use ego_tree::NodeId;
use scraper::{Html, Selector};
use std::collections::HashMap;

/// Selectors of elements to keep and to remove.
#[derive(Clone, Debug, Default)]
pub(crate) struct SiteRules {
    pub(crate) keep: Vec<Selector>,
    pub(crate) remove: Vec<Selector>,
}

impl SiteRules {
    /// Whether there is none, so that no tree is needed.
    pub(crate) fn is_empty(&self) -> bool {
        self.keep.is_empty() && self.remove.is_empty()
    }

    /// The elements that a rule names; keeping wins over removing.
    pub(super) fn select(&self, html: &Html) -> HashMap<NodeId, Rule> {
        let mut named = HashMap::new();
        for (selectors, rule) in [(&self.remove, Rule::Remove), (&self.keep, Rule::Keep)] {
            for element in selectors.iter().flat_map(|selector| html.select(selector)) {
                named.insert(element.id(), rule);
            }
        }
        named
    }
}
