//! WARC files: records of a crawl, one after the other, compressed or not.

use super::counted::{Count, Counted};
use super::response::{HEAD_ROOM, Stored};
use super::{Content, Id, Reason, Record, Source};
use crate::failure::Failure;
use flate2::bufread::MultiGzDecoder;
use httparse::Status;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

/// Bytes read at a time.
const BUFFER: usize = 1 << 17;

/// Longest header of a record.
const MAX_HEADER: usize = 64 << 10;

/// Most lines that it may have.
const MAX_FIELDS: usize = 128;

/// Opens a file behind its first `done` records, which are read and forgotten:
/// where a record begins in a compressed file is known to nobody.
pub fn open(file: File, is_gzip: bool, limit: usize, done: u64) -> Result<Box<dyn Source>, Failure> {
    let (file, read) = Counted::new(file);
    let file = BufReader::with_capacity(BUFFER, file);
    let input: Box<dyn BufRead> =
        if is_gzip { Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(file))) } else { Box::new(file) };
    let mut warc = Warc { input, limit, read, state: State::Between };
    for record in warc.by_ref().take(usize::try_from(done).unwrap_or(usize::MAX)) {
        record?;
    }
    Ok(Box::new(warc))
}

struct Warc {
    input: Box<dyn BufRead>,
    /// Longest body that is kept.
    limit: usize,
    read: Count,
    state: State,
}

enum State {
    /// A record may begin.
    Between,
    /// Something that is none has been told of and goes on.
    Lost,
    /// Reading has failed, which is still to be told.
    Broken(Failure),
    Ended,
}

impl Source for Warc {
    fn bytes_read(&self) -> u64 {
        self.read.get()
    }
}

impl Iterator for Warc {
    type Item = Result<Record, Failure>;

    fn next(&mut self) -> Option<Result<Record, Failure>> {
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Between => self.record(false).transpose(),
            State::Lost => self.record(true).transpose(),
            State::Broken(failure) => Some(Err(failure)),
            State::Ended => None,
        }
    }
}

impl Warc {
    /// The next record, or a failed one where there is something else.
    fn record(&mut self, is_lost: bool) -> Result<Option<Record>, Failure> {
        loop {
            let line = self.line(MAX_HEADER)?;
            match line.as_slice() {
                [] => return Ok(None),
                b"\n" | b"\r\n" => {}
                line if line.starts_with(b"WARC/") => break,
                _ if is_lost => {}
                _ => {
                    self.state = State::Lost;
                    return Ok(Some(failed(Failure::NoRecord)));
                }
            }
        }
        let fields = match self.header() {
            Err(failure @ Failure::BadHeader(_)) => {
                // Its body, of whatever length, is passed over with it.
                self.state = State::Lost;
                return Ok(Some(failed(failure)));
            }
            fields => fields?,
        };
        self.state = State::Between;
        if fields.is_response { self.response(fields) } else { self.other(&fields) }.map(Some)
    }

    /// The fields of a header, behind its first line.
    fn header(&mut self) -> Result<Fields, Failure> {
        let mut header = Vec::new();
        loop {
            let line = self.line(MAX_HEADER)?;
            header.extend_from_slice(&line);
            match line.as_slice() {
                [] => return Err(Failure::CutOff),
                b"\n" | b"\r\n" => return Fields::read(&header),
                _ if header.len() > MAX_HEADER => return Err(Failure::BadHeader("it is too long")),
                _ => {}
            }
        }
    }

    fn response(&mut self, fields: Fields) -> Result<Record, Failure> {
        let most = (self.limit + HEAD_ROOM) as u64;
        let mut block = Vec::new();
        let read = (&mut self.input).take(fields.length.min(most)).read_to_end(&mut block);
        let skipped = read.and_then(|_| self.skip(fields.length.saturating_sub(most)));
        let is_whole = skipped.as_ref().is_ok_and(|skipped| block.len() as u64 + skipped == fields.length);
        let content = if is_whole {
            let is_too_long = fields.length > most;
            Content::Response(Stored { block, is_too_long, is_cut: fields.is_cut, identified_type: fields.identified })
        } else {
            self.state = State::Broken(skipped.err().map_or(Failure::CutOff, Failure::Read));
            Content::Failed(Failure::CutOff)
        };
        Ok(Record { id: fields.id, url: fields.url, content })
    }

    fn other(&mut self, fields: &Fields) -> Result<Record, Failure> {
        if self.skip(fields.length)? < fields.length {
            return Err(Failure::CutOff);
        }
        Ok(Record { id: Id::None, url: None, content: Content::PassedOver(Reason::NoResponse) })
    }

    fn skip(&mut self, length: u64) -> io::Result<u64> {
        io::copy(&mut (&mut self.input).take(length), &mut io::sink())
    }

    /// A line with its end, or as much of it as is allowed; nothing at the end.
    fn line(&mut self, most: usize) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        (&mut self.input).take(most as u64).read_until(b'\n', &mut line)?;
        Ok(line)
    }
}

fn failed(failure: Failure) -> Record {
    Record { id: Id::None, url: None, content: Content::Failed(failure) }
}

/// What the header of a record says.
struct Fields {
    is_response: bool,
    length: u64,
    id: Id,
    url: Option<String>,
    /// The crawler stopped reading before the end.
    is_cut: bool,
    identified: Option<String>,
}

impl Fields {
    fn read(header: &[u8]) -> Result<Fields, Failure> {
        let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
        let fields = match httparse::parse_headers(header, &mut fields) {
            Ok(Status::Complete((_, fields))) => fields,
            Ok(Status::Partial) => return Err(Failure::BadHeader("it does not end")),
            Err(httparse::Error::TooManyHeaders) => return Err(Failure::BadHeader("it is too long")),
            Err(_) => return Err(Failure::BadHeader("a line is no field")),
        };
        let get = |name: &str| {
            let field = fields.iter().find(|field| field.name.eq_ignore_ascii_case(name))?;
            Some(String::from_utf8_lossy(field.value).trim().to_owned())
        };
        let length = get("content-length").and_then(|length| length.parse().ok());
        let is_http = get("content-type").is_none_or(|kind| kind.to_ascii_lowercase().starts_with("application/http"));
        Ok(Fields {
            is_response: is_http && get("warc-type").is_some_and(|kind| kind.eq_ignore_ascii_case("response")),
            length: length.ok_or(Failure::BadHeader("it has no length"))?,
            id: get("warc-record-id").map_or(Id::None, |id| Id::Text(bare(&id))),
            url: get("warc-target-uri").map(|url| bare(&url)),
            is_cut: get("warc-truncated").is_some(),
            identified: get("warc-identified-payload-type"),
        })
    }
}

/// Without the angle brackets that the format asks for, for addresses by mistake.
fn bare(uri: &str) -> String {
    uri.strip_prefix('<').and_then(|uri| uri.strip_suffix('>')).unwrap_or(uri).to_owned()
}
