//! Looks at how large the compressed buffers of an Arrow file say they are. The
//! reader takes them at their word, and to ask for more memory than there is
//! ends the program, whoever holds panics.

use crate::failure::Failure;
use arrow_ipc::{CompressionType, Message, MessageHeader, RecordBatch, root_as_footer, root_as_message};
use std::io::{self, Read, Seek, SeekFrom};

/// LZ4 makes no more than so many bytes of one; zstd is read piece by piece.
const MOST_OF_ONE: u64 = 255;

/// What a frame of LZ4 may take beside its blocks.
const ROOM: u64 = 64 << 10;

/// What comes before a message that is not of the oldest kind.
const CONTINUATION: [u8; 4] = [0xff; 4];

/// The last bytes of a file with a footer: its length, and `ARROW1`.
const TRAILER: u64 = 10;

/// Looks at all messages, as far as they can be read: of what else is wrong the
/// reader tells.
pub fn check(file: &mut (impl Read + Seek), has_footer: bool) -> Result<(), Failure> {
    if !has_footer {
        let mut start = Some(0);
        while let Some(at) = start {
            start = check_message(file, at)?;
        }
        return Ok(());
    }
    for start in blocks(file)? {
        check_message(file, start)?;
    }
    Ok(())
}

/// Where the messages of a file with a footer begin.
fn blocks(file: &mut (impl Read + Seek)) -> io::Result<Vec<u64>> {
    let end = file.seek(SeekFrom::End(0))?;
    let trailer = end.saturating_sub(TRAILER);
    let length = length(&read(file, trailer, 4)?).filter(|length| *length <= trailer);
    let Some(length) = length else { return Ok(Vec::new()) };
    let footer = read(file, trailer - length, length)?;
    let Ok(footer) = root_as_footer(&footer) else { return Ok(Vec::new()) };
    let blocks = footer.recordBatches().into_iter().flatten().chain(footer.dictionaries().into_iter().flatten());
    Ok(blocks.filter_map(|block| u64::try_from(block.offset()).ok()).collect())
}

/// Looks at the message there; where the next one begins, if there is one.
fn check_message(file: &mut (impl Read + Seek), start: u64) -> Result<Option<u64>, Failure> {
    let mut start = start.saturating_add(4);
    let mut head = read(file, start - 4, 4)?;
    if head == CONTINUATION {
        head = read(file, start, 4)?;
        start = start.saturating_add(4);
    }
    let Some(length) = length(&head).filter(|length| *length > 0) else { return Ok(None) };
    let bytes = read(file, start, length)?;
    let Ok(message) = root_as_message(&bytes) else { return Ok(None) };
    let body = start.saturating_add(length);
    if let Some(batch) = batch(&message) {
        check_buffers(file, body, &batch)?;
    }
    Ok(u64::try_from(message.bodyLength()).ok().and_then(|length| body.checked_add(length)))
}

fn batch<'a>(message: &Message<'a>) -> Option<RecordBatch<'a>> {
    let batch = match message.header_type() {
        MessageHeader::RecordBatch => message.header_as_record_batch(),
        MessageHeader::DictionaryBatch => message.header_as_dictionary_batch()?.data(),
        _ => None,
    };
    batch.filter(|batch| {
        batch.compression().is_some_and(|compression| compression.codec() == CompressionType::LZ4_FRAME)
    })
}

fn check_buffers(file: &mut (impl Read + Seek), body: u64, batch: &RecordBatch<'_>) -> Result<(), Failure> {
    for buffer in batch.buffers().into_iter().flatten() {
        let (Ok(offset), Ok(packed)) = (u64::try_from(buffer.offset()), u64::try_from(buffer.length())) else {
            continue;
        };
        let Ok(unpacked) = <[u8; 8]>::try_from(read(file, body.saturating_add(offset), 8)?) else { continue };
        // Less than zero says that it is not compressed.
        let unpacked = u64::try_from(i64::from_le_bytes(unpacked)).unwrap_or(0);
        if unpacked > packed.saturating_mul(MOST_OF_ONE).saturating_add(ROOM) {
            return Err(Failure::Unpacked(unpacked));
        }
    }
    Ok(())
}

fn length(bytes: &[u8]) -> Option<u64> {
    u64::try_from(i32::from_le_bytes(bytes.try_into().ok()?)).ok()
}

/// So many bytes from a place on, or as many as there are.
fn read(file: &mut (impl Read + Seek), start: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
