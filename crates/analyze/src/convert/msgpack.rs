//! Decodes msgpack into borrowed values, with the place of what is wrong.

use rmp::Marker;

use crate::ModelError;

/// How deep values may be nested; models use six levels.
const DEEPEST: usize = 32;

/// A decoded value; strings and bytes are borrowed from the input.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    /// `nil`, and extension types, which models do not use.
    Nil,
    /// A truth value.
    Bool(bool),
    /// An integer of any width that is not negative.
    Natural(u64),
    /// An integer below zero.
    Negative(i64),
    /// A floating-point number of either width.
    Float(f64),
    /// A string.
    String(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// A list.
    List(Vec<Value<'a>>),
    /// Keys and values in the order of the input.
    Map(Vec<(Value<'a>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// The value under a key that is a string (or the same as bytes, as msgpack-numpy writes them).
    pub(crate) fn get(&self, key: &str) -> Option<&Value<'a>> {
        self.map()?.iter().find(|(k, _)| k.text() == Some(key)).map(|(_, v)| v)
    }

    /// The pairs of a map.
    pub(crate) fn map(&self) -> Option<&[(Value<'a>, Value<'a>)]> {
        if let Value::Map(pairs) = self { Some(pairs) } else { None }
    }

    /// The members of a list.
    pub(crate) fn list(&self) -> Option<&[Value<'a>]> {
        if let Value::List(items) = self { Some(items) } else { None }
    }

    /// A string, or bytes that are UTF-8.
    pub(crate) fn text(&self) -> Option<&'a str> {
        match self {
            Value::String(s) => Some(s),
            Value::Bytes(b) => std::str::from_utf8(b).ok(),
            _ => None,
        }
    }

    /// Bytes.
    pub(crate) fn bytes(&self) -> Option<&'a [u8]> {
        if let Value::Bytes(b) = self { Some(b) } else { None }
    }

    /// A number that is not negative.
    pub(crate) fn natural(&self) -> Option<u64> {
        if let Value::Natural(n) = self { Some(*n) } else { None }
    }
}

/// Decodes one value that fills the whole input.
pub(crate) fn decode<'a>(member: &str, bytes: &'a [u8]) -> Result<Value<'a>, ModelError> {
    let mut decoder = Decoder { bytes, at: 0 };
    let value = match decoder.value(0) {
        Ok(_) if decoder.at < bytes.len() => Err("the end"),
        other => other,
    };
    value.map_err(|expected| ModelError::Msgpack { member: member.to_owned(), offset: decoder.at, expected })
}

struct Decoder<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Decoder<'a> {
    fn value(&mut self, depth: usize) -> Result<Value<'a>, &'static str> {
        if depth > DEEPEST {
            return Err("less nesting");
        }
        let [first] = self.array()?;
        Ok(match Marker::from_u8(first) {
            Marker::Null => Value::Nil,
            Marker::False => Value::Bool(false),
            Marker::True => Value::Bool(true),
            Marker::FixPos(n) => Value::Natural(n.into()),
            Marker::U8 => Value::Natural(u8::from_be_bytes(self.array()?).into()),
            Marker::U16 => Value::Natural(u16::from_be_bytes(self.array()?).into()),
            Marker::U32 => Value::Natural(u32::from_be_bytes(self.array()?).into()),
            Marker::U64 => Value::Natural(u64::from_be_bytes(self.array()?)),
            Marker::FixNeg(n) => Value::Negative(n.into()),
            Marker::I8 => integer(i8::from_be_bytes(self.array()?).into()),
            Marker::I16 => integer(i16::from_be_bytes(self.array()?).into()),
            Marker::I32 => integer(i32::from_be_bytes(self.array()?).into()),
            Marker::I64 => integer(i64::from_be_bytes(self.array()?)),
            Marker::F32 => Value::Float(f32::from_be_bytes(self.array()?).into()),
            Marker::F64 => Value::Float(f64::from_be_bytes(self.array()?)),
            Marker::FixStr(n) => self.string(n.into())?,
            Marker::Str8 | Marker::Str16 | Marker::Str32 => {
                let length = self.length(first - 0xd9)?;
                self.string(length)?
            }
            Marker::Bin8 | Marker::Bin16 | Marker::Bin32 => {
                let length = self.length(first - 0xc4)?;
                Value::Bytes(self.take(length)?)
            }
            Marker::FixArray(n) => self.list(n.into(), depth)?,
            Marker::Array16 | Marker::Array32 => {
                let length = self.length(first - 0xdc + 1)?;
                self.list(length, depth)?
            }
            Marker::FixMap(n) => self.pairs(n.into(), depth)?,
            Marker::Map16 | Marker::Map32 => {
                let length = self.length(first - 0xde + 1)?;
                self.pairs(length, depth)?
            }
            _ => return Err("a value without extension types"),
        })
    }

    /// A length of one, two or four bytes.
    fn length(&mut self, width: u8) -> Result<usize, &'static str> {
        Ok(match width {
            0 => u8::from_be_bytes(self.array()?).into(),
            1 => u16::from_be_bytes(self.array()?).into(),
            _ => u32::from_be_bytes(self.array()?) as usize,
        })
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], &'static str> {
        self.take(N)?.try_into().map_err(|_| "more bytes")
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], &'static str> {
        let end = self.at.checked_add(length).ok_or("a shorter length")?;
        let taken = self.bytes.get(self.at..end).ok_or("more bytes")?;
        self.at = end;
        Ok(taken)
    }

    fn string(&mut self, length: usize) -> Result<Value<'a>, &'static str> {
        std::str::from_utf8(self.take(length)?).map(Value::String).map_err(|_| "UTF-8")
    }

    fn list(&mut self, length: usize, depth: usize) -> Result<Value<'a>, &'static str> {
        (0..length).map(|_| self.value(depth + 1)).collect::<Result<_, _>>().map(Value::List)
    }

    fn pairs(&mut self, length: usize, depth: usize) -> Result<Value<'a>, &'static str> {
        let pair = |_| Ok((self.value(depth + 1)?, self.value(depth + 1)?));
        (0..length).map(pair).collect::<Result<_, _>>().map(Value::Map)
    }
}

fn integer<'a>(n: i64) -> Value<'a> {
    u64::try_from(n).map_or(Value::Negative(n), Value::Natural)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_all_widths_decode() {
        let bytes = b"\x83\xa1a\x93\x01\xcc\xff\xff\xc4\x01b\xcb\x3f\xe0\0\0\0\0\0\0\xd9\x01c\xdc\0\x01\xc0";
        let value = decode("x", bytes).unwrap();
        let expected = [Value::Natural(1), Value::Natural(255), Value::Negative(-1)];
        assert_eq!(value.get("a").and_then(Value::list), Some(&expected[..]));
        assert_eq!(value.get("b"), Some(&Value::Float(0.5)));
        assert_eq!(value.get("c"), Some(&Value::List(vec![Value::Nil])));
    }

    #[test]
    fn errors_name_member_place_and_expectation() {
        let message = |bytes: &[u8]| decode("ner/model", bytes).unwrap_err().to_string();
        let cut = message(b"\x92\x01\xa5ab");
        assert_eq!(cut, "`ner/model` is not well-formed msgpack at byte 3: expected more bytes");
        assert!(message(b"\x01\x02").ends_with("at byte 1: expected the end"));
        assert!(message(b"\xa1\xff").ends_with("expected UTF-8"));
        assert!(message(b"\xd4\x01\x02").ends_with("expected a value without extension types"));
        assert!(message(&[0x91; 40]).ends_with("expected less nesting"));
        assert!(message(b"\xdf\xff\xff\xff\xff").ends_with("expected more bytes"));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = decode("x", &bytes);
        }
    }
}
