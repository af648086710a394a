//! JSON as RFC 8259 has it, strictly, in the standard library only.
//!
//! It keeps this project free of dependencies. `serde_json` replaces it whenever it is wanted: put
//! `serde_json` into Cargo.toml and use its `Value` in `contract.rs`.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter, Write};

/// Deeper nesting than this is an error instead of an overflow of the stack.
const MAX_DEPTH: usize = 128;

/// Any JSON value. It prints as compact JSON on one line, the keys of objects sorted.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Value>),
    Object(BTreeMap<String, Value>),
}

impl Value {
    /// An object of the given members.
    pub fn object<const N: usize>(members: [(&str, Value); N]) -> Self {
        members
            .into_iter()
            .map(|(k, v)| (k.to_owned(), v))
            .collect()
    }
}

/// A number as its JSON text, so that none is ever rounded. Parse it as the type you need.
#[derive(Clone, Debug, PartialEq)]
pub struct Number(String);

impl Number {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// NaN or an infinity, which JSON does not have.
#[derive(Debug, PartialEq)]
pub struct NotFinite(f64);

impl std::error::Error for NotFinite {}

impl Display for NotFinite {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        write!(f, "{} is not a JSON number", self.0)
    }
}

impl TryFrom<f64> for Value {
    type Error = NotFinite;

    /// The shortest text that reads back as the same number, with an exponent if it is very small
    /// or very large.
    fn try_from(number: f64) -> Result<Self, NotFinite> {
        if !number.is_finite() {
            return Err(NotFinite(number));
        }
        let scientific = format!("{number:e}");
        let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let exponent: i32 = exponent.parse().unwrap_or_default();
        let text = match exponent {
            -4..16 => number.to_string(),
            _ => format!("{digits}e{exponent:+03}"),
        };
        Ok(Value::Number(Number(text)))
    }
}

macro_rules! from_integer {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Value {
            fn from(number: $integer) -> Self {
                Value::Number(Number(number.to_string()))
            }
        }
    )*};
}

from_integer!(i32, i64, u32, u64, usize);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.to_owned())
    }
}

impl<V: Into<Value>> FromIterator<(String, V)> for Value {
    fn from_iter<I: IntoIterator<Item = (String, V)>>(members: I) -> Self {
        Value::Object(members.into_iter().map(|(k, v)| (k, v.into())).collect())
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Number(number) => f.write_str(&number.0),
            Value::String(text) => write_string(f, text),
            Value::Array(items) => {
                f.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{item}")?;
                }
                f.write_char(']')
            }
            Value::Object(members) => {
                f.write_char('{')?;
                for (index, (key, value)) in members.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    write_string(f, key)?;
                    write!(f, ":{value}")?;
                }
                f.write_char('}')
            }
        }
    }
}

fn write_string(f: &mut Formatter, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\0'..' ' => write!(f, "\\u{:04x}", u32::from(character))?,
            _ => f.write_char(character)?,
        }
    }
    f.write_char('"')
}

/// Where a text stops being JSON, and why. Lines and columns count from 1.
#[derive(Debug, PartialEq)]
pub struct SyntaxError {
    pub message: &'static str,
    pub line: usize,
    pub column: usize,
}

impl std::error::Error for SyntaxError {}

impl Display for SyntaxError {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let Self {
            message,
            line,
            column,
        } = self;
        write!(f, "{message} (line {line}, column {column})")
    }
}

/// Reads one JSON value and nothing after it. Of members with the same key the last one counts.
pub fn parse(text: &str) -> Result<Value, SyntaxError> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.document();
    value.map_err(|message| {
        let before = &text[..parser.at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        SyntaxError {
            message,
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    })
}

type Parsed<T> = Result<T, &'static str>;

/// Reads `text` from byte `at`, which is always at the start of a character.
struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn document(&mut self) -> Parsed<Value> {
        let value = self.value(MAX_DEPTH)?;
        match self.peek() {
            None => Ok(value),
            Some(_) => Err("expected the end of the text"),
        }
    }

    fn value(&mut self, depth: usize) -> Parsed<Value> {
        match self.peek() {
            Some(b'{' | b'[') if depth == 0 => Err("nested too deeply"),
            Some(b'{') => self.object(depth - 1),
            Some(b'[') => self.array(depth - 1),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) if self.eat("null") => Ok(Value::Null),
            Some(_) if self.eat("true") => Ok(Value::Bool(true)),
            Some(_) if self.eat("false") => Ok(Value::Bool(false)),
            Some(_) => Err("expected a value"),
            None => Err("expected a value, found the end of the text"),
        }
    }

    fn object(&mut self, depth: usize) -> Parsed<Value> {
        let mut members = BTreeMap::new();
        self.at += 1;
        if self.peek() != Some(b'}') {
            loop {
                if self.peek() != Some(b'"') {
                    return Err("expected a key in double quotes");
                }
                let key = self.string()?;
                self.expect(b':', "expected ':'")?;
                members.insert(key, self.value(depth)?);
                if self.peek() != Some(b',') {
                    break;
                }
                self.at += 1;
            }
        }
        self.expect(b'}', "expected ',' or '}'")?;
        Ok(Value::Object(members))
    }

    fn array(&mut self, depth: usize) -> Parsed<Value> {
        let mut items = Vec::new();
        self.at += 1;
        if self.peek() != Some(b']') {
            loop {
                items.push(self.value(depth)?);
                if self.peek() != Some(b',') {
                    break;
                }
                self.at += 1;
            }
        }
        self.expect(b']', "expected ',' or ']'")?;
        Ok(Value::Array(items))
    }

    fn number(&mut self) -> Parsed<Value> {
        let start = self.at;
        self.eat("-");
        if !self.eat("0") {
            self.digits()?;
        }
        if self.eat(".") {
            self.digits()?;
        }
        if self.eat("e") || self.eat("E") {
            let _ = self.eat("+") || self.eat("-");
            self.digits()?;
        }
        Ok(Value::Number(Number(self.text[start..self.at].to_owned())))
    }

    fn digits(&mut self) -> Parsed<()> {
        let rest = &self.text[self.at..];
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += count;
        if count == 0 {
            Err("expected a digit")
        } else {
            Ok(())
        }
    }

    fn string(&mut self) -> Parsed<String> {
        let mut string = String::new();
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let special = rest.find(|c: char| c == '"' || c == '\\' || c < ' ');
            let plain = special.unwrap_or(rest.len());
            string.push_str(&rest[..plain]);
            self.at += plain;
            if self.eat("\"") {
                return Ok(string);
            } else if self.eat("\\") {
                string.push(self.escape()?);
            } else if special.is_some() {
                return Err("a control character in a string must be escaped");
            } else {
                return Err("a string without its closing quote");
            }
        }
    }

    fn escape(&mut self) -> Parsed<char> {
        let name = self.text[self.at..].chars().next();
        let character = match name {
            Some(character @ ('"' | '\\' | '/')) => character,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode_escape(),
            _ => return Err("an unknown escape in a string"),
        };
        self.at += 1;
        Ok(character)
    }

    /// Reads `uXXXX`, and `uXXXX\uXXXX` for a character above U+FFFF.
    fn unicode_escape(&mut self) -> Parsed<char> {
        let mut code = self.code_unit()?;
        if (0xD800..0xDC00).contains(&code) && self.eat("\\") {
            let low = self.code_unit()?;
            if (0xDC00..0xE000).contains(&low) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            }
        }
        char::from_u32(code).ok_or("half of a surrogate pair in a string")
    }

    fn code_unit(&mut self) -> Parsed<u32> {
        let digits = self.text.get(self.at + 1..self.at + 5);
        let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        if let (true, Some(digits)) = (self.eat("u"), digits) {
            self.at += 4;
            u32::from_str_radix(digits, 16).map_err(|_| "expected four hexadecimal digits")
        } else {
            Err("expected 'u' and four hexadecimal digits")
        }
    }

    /// Skips white space and looks at the next byte.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text[self.at..];
        let token = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.at += rest.len() - token.len();
        token.bytes().next()
    }

    fn expect(&mut self, byte: u8, message: &'static str) -> Parsed<()> {
        if self.peek() != Some(byte) {
            return Err(message);
        }
        self.at += 1;
        Ok(())
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.text[self.at..].starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a JSON text after it was read and printed.
    fn reprint(text: &str) -> String {
        parse(text).map_or_else(|error| error.to_string(), |value| value.to_string())
    }

    #[test]
    fn reads_and_prints_every_kind_of_value() {
        let text =
            r#" { "b" : [ null , true , false , [ ] , { } ] , "a" : "x" , "a" : -1.50E+3 } "#;
        assert_eq!(
            reprint(text),
            r#"{"a":-1.50E+3,"b":[null,true,false,[],{}]}"#
        );
    }

    #[test]
    fn keeps_numbers_as_they_are_written() {
        for number in [
            "0",
            "-0",
            "18446744073709551615",
            "9007199254740993",
            "1.0",
            "1e400",
        ] {
            assert_eq!(reprint(number), number);
        }
    }

    #[test]
    fn reads_and_prints_escapes() {
        let text = r#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00é""#;
        let string = "\"\\/\u{8}\u{c}\n\r\tAé😀é";
        assert_eq!(parse(text), Ok(Value::from(string)));
        assert_eq!(reprint(text), r#""\"\\/\u0008\u000c\n\r\tAé😀é""#);
    }

    #[test]
    fn says_where_a_text_stops_being_json() {
        for (text, error) in [
            (
                "",
                "expected a value, found the end of the text (line 1, column 1)",
            ),
            ("{\n  \"é\": x", "expected a value (line 2, column 8)"),
            (
                "{\"a\": 1,}",
                "expected a key in double quotes (line 1, column 9)",
            ),
            ("{\"a\" 1}", "expected ':' (line 1, column 6)"),
            ("{\"a\": 1", "expected ',' or '}' (line 1, column 8)"),
            ("[1 2]", "expected ',' or ']' (line 1, column 4)"),
            ("[] []", "expected the end of the text (line 1, column 4)"),
            ("NaN", "expected a value (line 1, column 1)"),
            ("-Infinity", "expected a digit (line 1, column 2)"),
            ("01", "expected the end of the text (line 1, column 2)"),
            ("1.", "expected a digit (line 1, column 3)"),
            ("1e+", "expected a digit (line 1, column 4)"),
            (
                "\"a",
                "a string without its closing quote (line 1, column 3)",
            ),
            (
                "\"\t\"",
                "a control character in a string must be escaped (line 1, column 2)",
            ),
            (
                r#""\x""#,
                "an unknown escape in a string (line 1, column 3)",
            ),
            (
                r#""\u12"#,
                "expected 'u' and four hexadecimal digits (line 1, column 4)",
            ),
            (
                r#""\u+123""#,
                "expected 'u' and four hexadecimal digits (line 1, column 4)",
            ),
            (
                r#""\ud800""#,
                "half of a surrogate pair in a string (line 1, column 8)",
            ),
            (
                r#""\ud800\u0041""#,
                "half of a surrogate pair in a string (line 1, column 14)",
            ),
            ("\u{feff}{}", "expected a value (line 1, column 1)"),
            ("\u{a0}1", "expected a value (line 1, column 1)"),
        ] {
            assert_eq!(reprint(text), error, "{text:?}");
        }
    }

    #[test]
    fn deep_nesting_is_an_error_and_not_a_stack_overflow() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(reprint(&nested(MAX_DEPTH)), nested(MAX_DEPTH));
        let error = "nested too deeply (line 1, column 129)";
        assert_eq!(reprint(&nested(100_000)), error);
        assert_eq!(
            reprint(&"{\"a\":".repeat(100_000)),
            error.replace("129", "641")
        );
    }

    #[test]
    fn prints_the_shortest_text_of_a_float_and_never_nan() {
        for (number, text) in [
            (0.0, "0"),
            (0.5, "0.5"),
            (0.02, "0.02"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.25e-7, "1.25e-07"),
            (5e-324, "5e-324"),
            (1e15, "1000000000000000"),
            (1e16, "1e+16"),
        ] {
            assert_eq!(
                Value::try_from(number).map(|value| value.to_string()),
                Ok(text.to_owned())
            );
        }
        assert!(Value::try_from(f64::NAN).is_err());
        assert!(Value::try_from(f64::NEG_INFINITY).is_err());
    }
}
