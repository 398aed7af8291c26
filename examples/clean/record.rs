//! JSON: what a line of a batch asks for.

use crate::failure::Failure;
use crate::input::content;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;

/// The members of a line that mean something, unread as yet. The id is kept as
/// it is written, so that every digit of a number comes back.
#[derive(Default)]
pub struct Request<'a> {
    id: Option<&'a RawValue>,
    html: Option<&'a RawValue>,
    text: Option<&'a RawValue>,
}

/// What is to be cleaned.
pub enum Input {
    Html(String),
    Text(String),
}

impl<'a> Request<'a> {
    /// Reads a line. What was read before an error stays, the id above all.
    pub fn read(&mut self, line: &'a [u8]) -> Result<(), Failure> {
        let line = std::str::from_utf8(content(line))?;
        let mut json = serde_json::Deserializer::from_str(line);
        json.deserialize_map(&mut *self)?;
        Ok(json.end()?)
    }

    /// The id, if it is one.
    pub fn id(&self) -> Option<&'a RawValue> {
        self.id.filter(|id| is_scalar(id))
    }

    /// What is to be cleaned.
    pub fn input(&self) -> Result<Input, Failure> {
        if self.id.is_some() && self.id().is_none() {
            return Err(Failure::BadId);
        }
        match (self.html, self.text) {
            (Some(_), Some(_)) => Err(Failure::TwoInputs),
            (Some(html), None) => Ok(Input::Html(string(html, "html")?)),
            (None, Some(text)) => Ok(Input::Text(string(text, "text")?)),
            (None, None) => Err(Failure::NoInput),
        }
    }
}

impl<'de> Visitor<'de> for &mut Request<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut members: M) -> Result<(), M::Error> {
        while let Some(name) = members.next_key::<String>()? {
            // `null` counts as absent.
            let value = members.next_value::<Option<&RawValue>>()?;
            match name.as_str() {
                "id" => self.id = value,
                "html" => self.html = value,
                "text" => self.text = value,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whether it is no list or object, no string with half a character in it, and no
/// number that few readers of the answer could hold.
fn is_scalar(value: &RawValue) -> bool {
    match value.get().as_bytes().first() {
        Some(b'[' | b'{') | None => false,
        Some(b'"') => string(value, "id").is_ok(),
        Some(_) => serde_json::from_str::<Value>(value.get()).is_ok(),
    }
}

fn string(value: &RawValue, name: &'static str) -> Result<String, Failure> {
    if !value.get().starts_with('"') {
        return Err(Failure::NotAString { name });
    }
    serde_json::from_str(value.get()).map_err(|error| Failure::BadString { name, error })
}

/// An id as people read it.
pub fn readable(id: &RawValue) -> String {
    serde_json::from_str(id.get()).unwrap_or_else(|_| id.get().to_owned())
}
