//! What a page says of itself.

/// What a page says of itself: JSON-LD, Open Graph, meta tags, `itemprop`, `h1`.
///
/// All values are plain text with white space collapsed. For plain-text input
/// only the language is known.
///
/// ```
/// let article = bodycopy::clean_html(
///     "<title>Ships | The Paper</title><meta property=og:title content=Ships><p>Text.</p>",
/// )?;
/// assert_eq!(article.metadata().title(), Some("Ships"));
/// # Ok::<(), bodycopy::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) published: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) site_name: Option<String>,
    pub(crate) canonical_url: Option<String>,
    pub(crate) description: Option<String>,
    /// Every form in which the page gives its headline.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) titles: Vec<String>,
    /// JSON-LD `articleBody`, where the page has one.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) article_body: Option<String>,
}

impl Metadata {
    /// The headline.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The authors' names, in the order given, each once.
    #[must_use]
    pub fn authors(&self) -> &[String] {
        &self.authors
    }

    /// When it was published, as the page writes it (mostly ISO 8601).
    #[must_use]
    pub fn published(&self) -> Option<&str> {
        self.published.as_deref()
    }

    /// The language, as a BCP 47 primary tag (`en`, `de`): what the page
    /// declares, else what the kept text looks like.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The site's name.
    #[must_use]
    pub fn site_name(&self) -> Option<&str> {
        self.site_name.as_deref()
    }

    /// The page's own address, as the page gives it.
    #[must_use]
    pub fn canonical_url(&self) -> Option<&str> {
        self.canonical_url.as_deref()
    }

    /// The page's summary of itself.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
}
