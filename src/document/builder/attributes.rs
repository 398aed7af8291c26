//! The attributes of an element that tell something of its text.

use std::borrow::Cow;

/// The attributes that matter, gathered in one pass; of several with one name the
/// first that says something counts. Values are as the source has them:
/// [`Attributes::meaning`] tells what one means, where it is asked for.
pub(crate) struct Attributes<'a> {
    pub(super) class: &'a str,
    pub(super) id: &'a str,
    pub(super) href: &'a str,
    pub(super) src: &'a str,
    pub(super) lazy_src: &'a str,
    pub(super) alt: &'a str,
    pub(crate) lang: &'a str,
    pub(super) hidden: bool,
    /// Values of role, itemprop and data attributes that name a component.
    pub(super) roles: [&'a str; 4],
    pub(super) resolve: Resolve,
}

/// Turns a value into what it means; never a value into an empty one.
type Resolve = fn(&str) -> Cow<'_, str>;

impl Attributes<'_> {
    /// Those of an element that has none.
    pub(crate) const NONE: Attributes<'static> = Attributes {
        class: "",
        id: "",
        href: "",
        src: "",
        lazy_src: "",
        alt: "",
        lang: "",
        hidden: false,
        roles: [""; 4],
        resolve: |value| Cow::Borrowed(value),
    };
}

impl<'a> Attributes<'a> {
    /// Gathers attributes from their names, in lower case, and their values, of
    /// which `resolve` tells what they mean.
    pub(crate) fn new<'n>(pairs: impl IntoIterator<Item = (&'n str, &'a str)>, resolve: Resolve) -> Attributes<'a> {
        let mut found = Attributes { resolve, ..Attributes::NONE };
        let mut roles = 0;
        for (name, value) in pairs {
            let slot = match name {
                "class" => &mut found.class,
                "id" => &mut found.id,
                "href" => &mut found.href,
                "src" => &mut found.src,
                "data-src" | "data-lazy-src" | "data-original" => &mut found.lazy_src,
                "alt" => &mut found.alt,
                "lang" | "xml:lang" => &mut found.lang,
                "role"
                | "itemprop"
                | "data-testid"
                | "data-component"
                | "data-component-name"
                | "data-type"
                | "aria-label"
                | "name"
                    if roles < found.roles.len() =>
                {
                    roles += 1;
                    &mut found.roles[roles - 1]
                }
                _ => {
                    found.hidden |= match name {
                        "hidden" => true,
                        "aria-hidden" => value == "true",
                        "style" => hides(value),
                        _ => false,
                    };
                    continue;
                }
            };
            if slot.is_empty() {
                *slot = value;
            }
        }
        found
    }

    /// What a value means, its character references resolved.
    pub(crate) fn meaning<'v>(&self, value: &'v str) -> Cow<'v, str> {
        (self.resolve)(value)
    }
}

/// Whether an inline style takes the element off the page.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
        let is = |text: &str, word: &str| text.trim().get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word));
        (is(property, "display") && is(value, "none")) || (is(property, "visibility") && is(value, "hidden"))
    })
}
