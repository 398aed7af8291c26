//! The pages that benchmarks run on.

use std::io::Read;
use std::path::{Path, PathBuf};

/// The pages of the folder that `BODYCOPY_PAGES` names (plain or .gz), or the
/// bundled ones.
pub fn pages() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = match std::env::var_os("BODYCOPY_PAGES") {
        Some(folder) => vec![PathBuf::from(folder)],
        None => vec![root.join("tests/golden"), root.join("examples/data")],
    };
    folders.iter().flat_map(|folder| pages_below(folder)).collect()
}

/// The texts of pages, as something that keeps all would extract them.
pub fn texts(pages: &[String]) -> Vec<String> {
    let text = |page: &String| bodycopy::clean_html(page).ok().map(|article| article.source().to_owned());
    pages.iter().filter_map(text).collect()
}

fn pages_below(folder: &Path) -> Vec<String> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let mut pages = Vec::new();
    for path in paths {
        let is_page = path.extension().is_some_and(|extension| extension == "html" || extension == "gz");
        if path.is_dir() {
            pages.extend(pages_below(&path));
        } else if is_page {
            pages.push(read(&path));
        }
    }
    pages
}

fn read(path: &Path) -> String {
    let mut bytes = std::fs::read(path).expect("a readable page");
    if path.extension().is_some_and(|extension| extension == "gz") {
        let packed = std::mem::take(&mut bytes);
        flate2::read::MultiGzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("a gzip file");
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
