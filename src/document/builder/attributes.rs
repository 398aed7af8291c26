//! The attributes of an element that tell something of its text.

use std::borrow::Cow;

/// The attributes that matter, gathered in one pass; of several with one name the
/// first that says something counts.
#[derive(Default)]
pub(crate) struct Attributes<'a> {
    pub(crate) class: Cow<'a, str>,
    pub(crate) id: Cow<'a, str>,
    pub(crate) href: Cow<'a, str>,
    pub(crate) src: Cow<'a, str>,
    pub(crate) lazy_src: Cow<'a, str>,
    pub(crate) alt: Cow<'a, str>,
    pub(crate) lang: Cow<'a, str>,
    pub(crate) hidden: bool,
    /// Values of role, itemprop and data attributes that name a component.
    pub(super) roles: [Cow<'a, str>; 4],
}

impl<'a> Attributes<'a> {
    /// Gathers attributes from their names, in lower case, and their values, which
    /// `resolve` turns into what they mean where it is asked for.
    pub(crate) fn new<'n>(
        pairs: impl IntoIterator<Item = (&'n str, &'a str)>,
        resolve: impl Fn(&'a str) -> Cow<'a, str>,
    ) -> Attributes<'a> {
        let mut found = Attributes::default();
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
                *slot = resolve(value);
            }
        }
        found
    }
}

/// Whether an inline style takes the element off the page.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
        let is = |text: &str, word: &str| text.trim().get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word));
        (is(property, "display") && is(value, "none")) || (is(property, "visibility") && is(value, "hidden"))
    })
}
