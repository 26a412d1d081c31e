//! Writes and reads the small tables of a converted model: numbers and strings, one after the other.

/// Writes records.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// A number.
    pub(crate) fn number(&mut self, n: usize) {
        self.bytes.extend((n as u32).to_le_bytes());
    }

    /// A string: its length in bytes, then itself.
    pub(crate) fn string(&mut self, s: &str) {
        self.number(s.len());
        self.bytes.extend(s.as_bytes());
    }

    /// A list: its length, then its members.
    pub(crate) fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Writer, &T)) {
        self.number(items.len());
        items.iter().for_each(|item| each(self, item));
    }

    /// How much was written, in bytes: the place of the next record.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// What was written.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads records; `None` wherever the bytes are not what was written.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads from a place on.
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> Reader<'a> {
        Reader { rest: bytes.get(at..).unwrap_or_default() }
    }

    /// A number.
    pub(crate) fn number(&mut self) -> Option<usize> {
        let (number, rest) = self.rest.split_first_chunk::<4>()?;
        self.rest = rest;
        Some(u32::from_le_bytes(*number) as usize)
    }

    /// A string.
    pub(crate) fn string(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        let (string, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(string).ok()
    }

    /// A list.
    pub(crate) fn list<T>(&mut self, mut each: impl FnMut(&mut Reader<'a>) -> Option<T>) -> Option<Vec<T>> {
        (0..self.number()?).map(|_| each(self)).collect()
    }

    /// A list of strings.
    pub(crate) fn strings(&mut self) -> Option<Vec<String>> {
        self.list(|r| r.string().map(str::to_owned))
    }
}
