//! HTTP responses as crawlers store them: what comes out of one that is a page.

use super::Reason;
use crate::failure::Failure;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use httparse::{ParserConfig, Status};
use std::borrow::Cow;
use std::io::{self, Read};

/// Longest header of a response.
pub const HEAD_ROOM: usize = 64 << 10;

/// Most lines that it may have.
const MAX_FIELDS: usize = 256;

/// Most encodings, one upon the other: each may blow up to the limit.
const MAX_ENCODINGS: usize = 5;

/// Bytes that the brotli decoder reads at a time.
const BROTLI_BUFFER: usize = 4096;

/// A response with its header, as it stands in the file.
pub struct Stored {
    pub block: Vec<u8>,
    /// The block is not all of it.
    pub is_too_long: bool,
    /// The crawler says that it stopped reading before the end.
    pub is_cut: bool,
    /// The media type that the crawler found out.
    pub identified_type: Option<String>,
}

/// The page in a response.
#[derive(Debug)]
pub struct Page<'a> {
    pub body: Cow<'a, [u8]>,
    pub charset: Option<String>,
}

/// Why there is no page.
#[derive(Debug)]
pub enum NoPage {
    PassedOver(Reason),
    Failed(Failure),
}

impl From<Failure> for NoPage {
    fn from(failure: Failure) -> NoPage {
        NoPage::Failed(failure)
    }
}

impl Stored {
    /// The page, decoded but for its charset.
    pub fn page(&self, limit: usize) -> Result<Page<'_>, NoPage> {
        let head = Head::read(&self.block)?;
        if !(200..300).contains(&head.status) {
            return Err(NoPage::PassedOver(Reason::Status));
        }
        let declared = head.content_type.as_deref().or(self.identified_type.as_deref());
        let media_type = declared.map(media_type);
        if media_type.as_ref().is_some_and(|kind| !is_html(kind)) {
            return Err(NoPage::PassedOver(Reason::NotHtml));
        }
        if self.is_too_long {
            return Err(Failure::TooLong { limit }.into());
        }
        let body = self.body(&head, limit)?;
        if media_type.is_none() && !begins_as_html(&body) {
            return Err(NoPage::PassedOver(Reason::NotHtml));
        }
        Ok(Page { body, charset: head.content_type.as_deref().and_then(charset) })
    }

    fn body(&self, head: &Head, limit: usize) -> Result<Cow<'_, [u8]>, Failure> {
        let mut body = Cow::Borrowed(&self.block[head.length..]);
        if head.is_chunked {
            body = self.whole("chunked", joined(body))?;
        }
        if head.encodings.len() > MAX_ENCODINGS {
            return Err(Failure::NoResponse("it has too many encodings"));
        }
        // They are named in the order in which they were applied.
        for encoding in head.encodings.iter().rev() {
            if let Some(decoded) = decoded(encoding, &body, limit)? {
                body = Cow::Owned(self.whole(encoding, decoded)?);
            }
        }
        if body.len() > limit { Err(Failure::TooLong { limit }) } else { Ok(body) }
    }

    /// A body that was cut off is what there is, if the crawler says so.
    fn whole<T>(&self, encoding: &str, decoded: Decoded<T>) -> Result<T, Failure> {
        match decoded.error {
            Some(error) if !self.is_cut => Err(Failure::Spoilt { encoding: encoding.to_owned(), error }),
            _ => Ok(decoded.bytes),
        }
    }
}

/// What the header of a response says.
struct Head {
    status: u16,
    content_type: Option<String>,
    encodings: Vec<String>,
    is_chunked: bool,
    /// Where the body begins.
    length: usize,
}

impl Head {
    fn read(block: &[u8]) -> Result<Head, Failure> {
        let version = block.iter().position(|byte| *byte == b' ').filter(|_| block.starts_with(b"HTTP/"));
        let version = version.ok_or(Failure::NoResponse("it does not begin as one"))?;
        // Crawlers name the version that they spoke, in a header of the old shape.
        let mut head = b"HTTP/1.1".to_vec();
        let added = head.len();
        head.extend_from_slice(&block[version..block.len().min(version + HEAD_ROOM)]);
        let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
        let mut response = httparse::Response::new(&mut fields);
        let length = match lenient().parse_response(&mut response, &head) {
            Ok(Status::Complete(length)) => length - added + version,
            Ok(Status::Partial) => return Err(Failure::NoResponse("its header does not end")),
            Err(httparse::Error::TooManyHeaders) => return Err(Failure::NoResponse("its header is too long")),
            Err(_) => return Err(Failure::NoResponse("its header makes no sense")),
        };
        let values = |name: &'static str| {
            let is_it = move |field: &&httparse::Header<'_>| field.name.eq_ignore_ascii_case(name);
            response.headers.iter().filter(is_it).map(|field| String::from_utf8_lossy(field.value).into_owned())
        };
        let tokens = |name| values(name).flat_map(|value| lower_case_list(&value)).collect::<Vec<_>>();
        Ok(Head {
            status: response.code.unwrap_or(0),
            content_type: values("content-type").find(|value| !value.trim().is_empty()),
            encodings: tokens("content-encoding"),
            is_chunked: tokens("transfer-encoding").iter().any(|token| token == "chunked"),
            length,
        })
    }
}

/// As forgiving as browsers are.
fn lenient() -> ParserConfig {
    let mut config = ParserConfig::default();
    config.allow_spaces_after_header_name_in_responses(true);
    config.allow_obsolete_multiline_headers_in_responses(true);
    config.ignore_invalid_headers_in_responses(true);
    config
}

fn lower_case_list(value: &str) -> Vec<String> {
    let tokens = value.split(',').map(|token| token.trim().to_ascii_lowercase());
    tokens.filter(|token| !token.is_empty()).collect()
}

fn media_type(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_html(media_type: &str) -> bool {
    matches!(media_type, "text/html" | "application/xhtml+xml")
}

fn charset(content_type: &str) -> Option<String> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    let value = charsets.next()?.1.trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

/// For a page of which nobody says what it is.
fn begins_as_html(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start();
    let begins = |start: &[u8]| body.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    begins(b"<!doctype html") || begins(b"<html")
}

/// What could be decoded, and why not more.
struct Decoded<T> {
    bytes: T,
    error: Option<io::Error>,
}

/// The body of chunks; one that has none is as it should be: many crawlers store
/// it joined and leave the header as it was.
fn joined(body: Cow<'_, [u8]>) -> Decoded<Cow<'_, [u8]>> {
    let (mut rest, mut bytes) = (&*body, None::<Vec<u8>>);
    while let Some((start, size)) = chunk_size(rest) {
        let chunk = &rest[start..];
        let length = usize::try_from(size).unwrap_or(usize::MAX);
        let bytes = bytes.get_or_insert_default();
        bytes.extend_from_slice(&chunk[..length.min(chunk.len())]);
        if length == 0 {
            return Decoded { bytes: Cow::Owned(std::mem::take(bytes)), error: None };
        }
        rest = chunk.get(length..).and_then(|rest| rest.strip_prefix(b"\r\n")).unwrap_or_default();
    }
    match bytes {
        None => Decoded { bytes: body, error: None },
        Some(bytes) => Decoded { bytes: Cow::Owned(bytes), error: Some(io::ErrorKind::UnexpectedEof.into()) },
    }
}

/// Where a chunk begins, and its size. `httparse` takes a blank line for a size
/// of zero, and pages begin with blank lines.
fn chunk_size(rest: &[u8]) -> Option<(usize, u64)> {
    rest.first().filter(|byte| byte.is_ascii_hexdigit())?;
    match httparse::parse_chunk_size(rest) {
        Ok(Status::Complete(size)) => Some(size),
        _ => None,
    }
}

/// The decoded body; nothing if it needs no decoding: many crawlers store it
/// decoded and leave the header as it was.
fn decoded(encoding: &str, body: &[u8], limit: usize) -> Result<Option<Decoded<Vec<u8>>>, Failure> {
    let decoded = match encoding {
        "identity" | "none" => return Ok(None),
        "gzip" | "x-gzip" => read(GzDecoder::new(body), limit),
        "deflate" => inflated(body, limit),
        "br" => read(brotli::Decompressor::new(body, BROTLI_BUFFER), limit),
        _ => return Err(Failure::UnknownEncoding(encoding.to_owned())),
    };
    let is_decoded_already = decoded.error.is_some() && (body.is_empty() || begins_as_markup(body));
    Ok((!is_decoded_already).then_some(decoded))
}

/// `deflate` is meant to have a header, but servers leave it out.
fn inflated(body: &[u8], limit: usize) -> Decoded<Vec<u8>> {
    let with_header = read(ZlibDecoder::new(body), limit);
    if with_header.error.is_some() && with_header.bytes.is_empty() {
        return read(DeflateDecoder::new(body), limit);
    }
    with_header
}

/// No more than one byte beyond the limit.
fn read(decoder: impl Read, limit: usize) -> Decoded<Vec<u8>> {
    let mut bytes = Vec::new();
    let error = decoder.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes).err();
    Decoded { bytes, error }
}

fn begins_as_markup(body: &[u8]) -> bool {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start().starts_with(b"<")
}
