//! Byte offsets to code points.

/// Turns byte offsets of a text into code points, the unit of Python's strings.
/// Each step counts from the last one: offsets in rising order cost one pass.
pub struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    count: usize,
}

impl<'a> CodePoints<'a> {
    pub fn new(text: &'a str) -> CodePoints<'a> {
        CodePoints { text, byte: 0, count: 0 }
    }

    /// The code points before the byte `offset`, which must start a character.
    pub fn before(&mut self, offset: usize) -> usize {
        let between = |from: usize, to: usize| self.text.get(from..to).map_or(0, |text| text.chars().count());
        if offset >= self.byte {
            self.count += between(self.byte, offset);
        } else {
            self.count -= between(offset, self.byte);
        }
        self.byte = offset;
        self.count
    }
}
