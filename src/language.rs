//! The language of a text that does not say it.

use crate::document::Document;
use crate::document::fold::{fold, hashed_words};
use crate::lexicon::{Language, count_function_words};
use crate::resolve::Verdict;
use whatlang::Lang;

/// How much of the kept text the guess reads, in bytes.
const SAMPLE: usize = 1000;

/// Fewest words that are counted.
const MIN_WORDS: usize = 40;

/// Share of a language's function words from which a text is in it, if those of any other
/// are not half as many.
const MIN_SHARE: f32 = 0.3;
const MAX_OTHERS: f32 = 0.5;

/// Guesses the language of the kept text; `None` where it is too short or of
/// no known script.
pub(crate) fn detect(document: &Document<'_>, verdicts: &[Verdict]) -> Option<String> {
    let sample = sample(document, verdicts);
    let by_letters = || whatlang::detect(&sample).map(|guess| primary_tag(guess.lang()));
    by_function_words(&sample).or_else(by_letters).map(str::to_owned)
}

/// The beginning of the kept text.
fn sample(document: &Document<'_>, verdicts: &[Verdict]) -> String {
    let mut sample = String::new();
    for (index, _) in verdicts.iter().enumerate().filter(|(_, verdict)| verdict.is_kept) {
        let rest = SAMPLE.saturating_sub(sample.len());
        if rest == 0 {
            break;
        }
        let text = document.block_text(index);
        sample.push_str(text.get(..text.floor_char_boundary(rest)).unwrap_or(text));
        sample.push(' ');
    }
    sample
}

/// The language of running text in one that its function words alone tell: that takes a
/// small part of the time that sequences of letters take.
fn by_function_words(sample: &str) -> Option<&'static str> {
    let hashes: Vec<u32> = hashed_words(&fold(sample)).map(|word| word.hash).collect();
    let counts: Vec<(&Language, usize)> = count_function_words(hashes.iter().copied()).collect();
    let (language, most) = counts.iter().copied().max_by_key(|(_, count)| *count)?;
    let is_close = |(other, count): &(&Language, usize)| *other != language && *count as f32 > MAX_OTHERS * most as f32;
    let is_sure = hashes.len() >= MIN_WORDS && most as f32 >= MIN_SHARE * hashes.len() as f32;
    (language.is_unmistakable && is_sure && !counts.iter().any(is_close)).then_some(language.tag)
}

/// The BCP 47 primary tag: two letters where ISO 639-1 has them.
fn primary_tag(language: Lang) -> &'static str {
    match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::by_function_words;

    #[test]
    fn function_words_tell_some_languages_and_no_others() {
        let english = "The ferry that was on this line for years is now in the harbour, and it is not out of it since.";
        assert_eq!(by_function_words(&[english; 2].join(" ")), Some("en"));
        assert_eq!(by_function_words(english), None);
        assert_eq!(by_function_words(&"Ferry harbour pier line year day. ".repeat(20)), None);
        let dutch = "De veerboot die jaren op deze lijn was, ligt nu in de haven, en hij is er niet meer uit geweest.";
        assert_eq!(by_function_words(&[dutch; 3].join(" ")), None);
        // Its function words are Dutch.
        let afrikaans =
            "Die veerboot wat jare lank op hierdie lyn was, is nou in die hawe, en dit het nie weer gevaar nie.";
        assert_eq!(by_function_words(&[afrikaans; 3].join(" ")), None);
    }
}
