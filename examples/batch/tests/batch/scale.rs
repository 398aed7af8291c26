//! Many records, on many threads, in little memory.

use super::{Folder, made, members};
use std::fs;

#[test]
fn output_is_in_the_order_of_the_input_on_any_number_of_threads() {
    let folder = Folder::new();
    // Long and short ones, so that threads overtake each other.
    let records: Vec<Vec<u8>> = (0..600)
        .map(|number| match number % 9 {
            0 => made::response(number, "Content-Type: text/html", made::long_html(number, 300)),
            1 => made::response(number, "Content-Type: text/html\r\nContent-Encoding: gzip", "no gzip"),
            2 => made::response(number, "Content-Type: image/png", ""),
            _ => made::page(number),
        })
        .map(|response| response.record())
        .collect();
    let first = folder.put("first.warc.gz", made::warc_gz(&records[..350]));
    let second = folder.put("second.warc", records[350..].concat());
    folder.clean(&[&first, &second], &["--threads", "1"]).code(1);
    let one = fs::read(folder.path("out.jsonl")).unwrap();
    let expected = (0..600).filter(|number| number % 9 != 2).map(|number| format!("https://ferry.example/{number}"));
    assert_eq!(members(&folder.records(), "url"), expected.collect::<Vec<_>>());
    for options in [["--threads", "8"], ["--threads", "0"], ["--part-rows", "7"]] {
        folder.clean(&[&first, &second], &options).code(1);
        assert!(fs::read(folder.path("out.jsonl")).unwrap() == one, "{options:?}");
    }
}

/// The high-water mark of memory is that of the program alone, on Linux.
#[cfg(target_os = "linux")]
#[test]
#[cfg_attr(debug_assertions, ignore = "slow but in a release build")]
fn memory_is_bounded_by_what_is_under_way() {
    use std::io::Write;
    use std::process::Command;
    const SIZE: usize = 200 << 20;
    const LIMIT_KIB: u64 = 160 << 10;
    let folder = Folder::new();
    let path = folder.path("large.warc");
    let mut file = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    let mut written = 0;
    for number in 0.. {
        // A film now and then, which is longer than any page may be.
        let record = match number % 400 {
            399 => made::response(number, "Content-Type: video/mp4", vec![0; 20 << 20]).record(),
            _ => made::response(number, "Content-Type: text/html", made::long_html(number, 400)).record(),
        };
        file.write_all(&record).unwrap();
        written += record.len();
        if written > SIZE {
            break;
        }
    }
    file.flush().unwrap();
    for out in ["out.parquet", "out.jsonl"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_batch"));
        let mut child = command.arg(&path).arg("--out").arg(folder.path(out)).args(["--threads", "2"]).spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            peak = peak.max(high_water_mark(&fs::read_to_string(&status).unwrap_or_default()));
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        println!("{out}: at most {peak} KiB");
        assert!(peak > 0 && peak < LIMIT_KIB, "{out}: {peak} KiB");
    }
}

#[cfg(target_os = "linux")]
fn high_water_mark(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
