//! Every input becomes a [`Document`](crate::document::Document) of blocks:
//! bytes are decoded, HTML is read token by token, a caller's tree is walked,
//! plain text is cut at its lines.

mod decode;
pub(crate) mod dom;
pub(crate) mod html;
mod metadata;
mod raw_text;
mod references;
mod scan;
mod site_rules;
pub(crate) mod text;

pub(crate) use decode::decode;
pub(crate) use site_rules::SiteRules;
