//! HTML element names, and what each means for the cutting of blocks.

macro_rules! tags {
    ($($variant:ident = $name:literal,)*) => {
        /// An element name; names that HTML does not know are `Other`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(crate) enum Tag { $($variant,)* Other }

        impl Tag {
            /// How many tags there are, `Other` included.
            pub(crate) const COUNT: usize = Tag::Other as usize + 1;

            /// All tags.
            pub(crate) const ALL: [Tag; Tag::COUNT] = [$(Tag::$variant,)* Tag::Other];

            /// The tag of an element name in any case.
            pub(crate) fn from_name(name: &[u8]) -> Tag {
                let tag = match pack(name) { $(packed::$variant => Tag::$variant,)* _ => Tag::Other };
                let is_told_by_number = name.len() <= PACKED || name.eq_ignore_ascii_case(tag.name().as_bytes());
                if is_told_by_number { tag } else { Tag::Other }
            }

            /// The element name; `""` for `Other`.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Tag::$variant => $name,)* Tag::Other => "" }
            }
        }

        /// The names as numbers, which are compared faster than strings.
        #[expect(non_upper_case_globals, reason = "named as the tags are")]
        mod packed {
            $(pub(super) const $variant: u64 = super::pack($name.as_bytes());)*
        }
    };
}

/// Bytes of a name that its number has room for.
const PACKED: usize = size_of::<u64>();

/// A name as a number, in lower case; no two names of at most [`PACKED`] bytes have the
/// same.
const fn pack(name: &[u8]) -> u64 {
    let (mut packed, mut at) = (0_u64, 0);
    while at < name.len() {
        packed = packed.rotate_left(u8::BITS) ^ name[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    packed
}

tags! {
    A = "a", Abbr = "abbr", Address = "address", Applet = "applet", Area = "area", Article = "article",
    Aside = "aside", Audio = "audio", B = "b", Base = "base", Basefont = "basefont", Bgsound = "bgsound", Big = "big",
    Blockquote = "blockquote", Body = "body", Br = "br", Button = "button", Canvas = "canvas", Caption = "caption",
    Center = "center", Cite = "cite", Code = "code", Col = "col", Colgroup = "colgroup", Datalist = "datalist",
    Dd = "dd", Details = "details", Dialog = "dialog", Dir = "dir", Div = "div", Dl = "dl", Dt = "dt", Em = "em",
    Embed = "embed", Fieldset = "fieldset", Figcaption = "figcaption", Figure = "figure", Font = "font",
    Footer = "footer", Form = "form", Frame = "frame", Frameset = "frameset", H1 = "h1", H2 = "h2", H3 = "h3",
    H4 = "h4", H5 = "h5", H6 = "h6", Head = "head", Header = "header", Hgroup = "hgroup", Hr = "hr", Html = "html",
    I = "i", Iframe = "iframe", Image = "image", Img = "img", Input = "input", Keygen = "keygen", Label = "label",
    Legend = "legend", Li = "li", Link = "link", Listing = "listing", Main = "main", Map = "map",
    Marquee = "marquee", Math = "math", Menu = "menu", Meta = "meta", Meter = "meter", Nav = "nav", Nobr = "nobr",
    Noembed = "noembed", Noframes = "noframes", Noscript = "noscript", Object = "object", Ol = "ol",
    Optgroup = "optgroup", Option = "option", P = "p", Param = "param", Picture = "picture", Plaintext = "plaintext",
    Pre = "pre", Progress = "progress", Q = "q", Rp = "rp", Rt = "rt", Ruby = "ruby", S = "s", Samp = "samp",
    Script = "script", Search = "search", Section = "section", Select = "select", Small = "small", Source = "source",
    Span = "span", Strike = "strike", Strong = "strong", Style = "style", Sub = "sub", Summary = "summary",
    Sup = "sup", Svg = "svg", Table = "table", Tbody = "tbody", Td = "td", Template = "template",
    Textarea = "textarea", Tfoot = "tfoot", Th = "th", Thead = "thead", Time = "time", Title = "title", Tr = "tr",
    Track = "track", Tt = "tt", U = "u", Ul = "ul", Var = "var", Video = "video", Wbr = "wbr", Xmp = "xmp",
}

impl Tag {
    /// Whether the element starts and ends a block of text.
    pub(crate) fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Button
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | Frameset
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Html
                | Legend
                | Li
                | Listing
                | Main
                | Menu
                | Nav
                | Ol
                | Optgroup
                | P
                | Pre
                | Search
                | Section
                | Summary
                | Table
                | Tbody
                | Td
                | Tfoot
                | Th
                | Thead
                | Tr
                | Ul
                | Xmp
        )
    }

    /// Whether the element's content is no text of the page: code, graphics,
    /// form values, fallbacks.
    pub(crate) fn is_dropped(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Applet
                | Audio
                | Canvas
                | Datalist
                | Embed
                | Head
                | Iframe
                | Map
                | Math
                | Meter
                | Noembed
                | Noframes
                | Noscript
                | Object
                | Progress
                | Rp
                | Rt
                | Script
                | Select
                | Style
                | Svg
                | Template
                | Textarea
                | Title
                | Video
        )
    }

    /// Whether its start tag ends an open paragraph.
    pub(crate) fn ends_paragraph(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Center
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Dd
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Li
                | Listing
                | Main
                | Menu
                | Nav
                | Ol
                | P
                | Pre
                | Search
                | Section
                | Summary
                | Table
                | Ul
                | Xmp
        )
    }

    /// Whether an end tag looks no further up than here (the HTML standard's
    /// "scope").
    pub(crate) fn is_scope(self) -> bool {
        use Tag::*;
        matches!(self, Applet | Caption | Html | Marquee | Object | Table | Td | Template | Th)
    }

    /// Whether the start of a list item looks no further up for an open one.
    pub(crate) fn is_list_scope(self) -> bool {
        self.is_scope() || (self.is_block() && !matches!(self, Tag::Address | Tag::Div | Tag::P))
    }

    /// Whether its start tag ends a graphic that it stands in (the HTML standard's
    /// "parsing main in foreign content").
    pub(crate) fn ends_graphic(self) -> bool {
        use Tag::*;
        self.heading_level() > 0
            || matches!(
                self,
                B | Big
                    | Blockquote
                    | Body
                    | Br
                    | Center
                    | Code
                    | Dd
                    | Div
                    | Dl
                    | Dt
                    | Em
                    | Embed
                    | Head
                    | Hr
                    | I
                    | Img
                    | Li
                    | Listing
                    | Menu
                    | Meta
                    | Nobr
                    | Ol
                    | P
                    | Pre
                    | Ruby
                    | S
                    | Small
                    | Span
                    | Strike
                    | Strong
                    | Sub
                    | Sup
                    | Table
                    | Tt
                    | U
                    | Ul
                    | Var
            )
    }

    /// Whether the element is a part of a table and nothing outside of one.
    pub(crate) fn is_table_part(self) -> bool {
        use Tag::*;
        matches!(self, Caption | Col | Colgroup | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    /// Whether the start of a table part looks no further up for an open one.
    pub(crate) fn is_table_scope(self) -> bool {
        matches!(self, Tag::Table | Tag::Template | Tag::Html)
    }

    /// Whether a tree builder opens the element again after the end of a block
    /// that it was left open in; a link is closed by the next one.
    pub(crate) fn is_formatting(self) -> bool {
        use Tag::*;
        matches!(self, B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U)
    }

    /// Whether the element has no content and no end tag.
    pub(crate) fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Area | Base
                | Basefont
                | Bgsound
                | Br
                | Col
                | Embed
                | Frame
                | Hr
                | Image
                | Img
                | Input
                | Keygen
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// 1 to 6 for a heading, 0 for anything else.
    pub(crate) fn heading_level(self) -> u8 {
        match self {
            Tag::H1 => 1,
            Tag::H2 => 2,
            Tag::H3 => 3,
            Tag::H4 => 4,
            Tag::H5 => 5,
            Tag::H6 => 6,
            _ => 0,
        }
    }

    /// Whether the element keeps line ends and runs of spaces.
    pub(crate) fn is_preformatted(self) -> bool {
        matches!(self, Tag::Pre | Tag::Listing | Tag::Xmp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_tags_are_each_others_inverse() {
        for tag in Tag::ALL {
            assert_eq!(Tag::from_name(tag.name().as_bytes()), tag);
        }
        assert_eq!(Tag::from_name(b"BlockQuote"), Tag::Blockquote);
        assert_eq!(Tag::from_name(b"my-card"), Tag::Other);
        // The number of these is that of "p".
        assert_eq!(Tag::from_name(b"p\0\0\0\0\0\0\0\0"), Tag::Other);
        assert_eq!([pack(b"p\0\0\0\0\0\0\0\0"), pack(b"P")], [pack(b"p"); 2]);
    }
}
