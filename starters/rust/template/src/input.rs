//! Reads the input, strictly: what is missing or wrong is an error that says where, never a default.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::str::FromStr;

use crate::contract::ServiceError;
use crate::json::{self, Value};

/// One object of the input. An integer in it is not `3.0` or `"3"`, and `null` is not "missing".
#[derive(Debug)]
pub struct Input {
    name: &'static str,
    values: BTreeMap<String, Value>,
}

impl Input {
    /// Reads the file of this name, which must hold a JSON object.
    pub fn read(folder: &Path, name: &'static str) -> Result<Self, ServiceError> {
        let path = folder.join(format!("{name}.json"));
        let content = fs::read(&path).map_err(|error| {
            ServiceError::invalid_input(format!("{} cannot be read: {error}", path.display()))
        })?;
        Self::parse(name, &content)
    }

    fn parse(name: &'static str, content: &[u8]) -> Result<Self, ServiceError> {
        let invalid = |problem| ServiceError::invalid_input(format!("{name}.json {problem}"));
        let text = std::str::from_utf8(content).map_err(|error| {
            invalid(format!(
                "is not UTF-8 text (byte {})",
                error.valid_up_to() + 1
            ))
        })?;
        match json::parse(text) {
            Ok(Value::Object(values)) => Ok(Self { name, values }),
            Ok(value) => Err(invalid(format!(
                "must hold a JSON object, found {}",
                describe(&value)
            ))),
            Err(error) => Err(invalid(format!("is not valid JSON: {error}"))),
        }
    }

    /// The value of a key, of whatever kind.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// Reads a required integer within its bounds.
    pub fn integer<T>(&self, key: &str, bounds: RangeInclusive<T>) -> Result<T, ServiceError>
    where
        T: FromStr + PartialOrd + Display,
    {
        self.numeric(key, "an integer", bounds)
    }

    /// Reads an integer within its bounds, or takes the default if the key is missing.
    pub fn integer_or<T>(
        &self,
        key: &str,
        bounds: RangeInclusive<T>,
        default: T,
    ) -> Result<T, ServiceError>
    where
        T: FromStr + PartialOrd + Display,
    {
        self.get(key)
            .map_or(Ok(default), |_| self.integer(key, bounds))
    }

    /// Reads a required number within its bounds.
    pub fn number(&self, key: &str, bounds: RangeInclusive<f64>) -> Result<f64, ServiceError> {
        self.numeric(key, "a number", bounds)
    }

    /// Reads a number within its bounds, or takes the default if the key is missing.
    pub fn number_or(
        &self,
        key: &str,
        bounds: RangeInclusive<f64>,
        default: f64,
    ) -> Result<f64, ServiceError> {
        self.get(key)
            .map_or(Ok(default), |_| self.number(key, bounds))
    }

    fn numeric<T>(
        &self,
        key: &str,
        kind: &str,
        bounds: RangeInclusive<T>,
    ) -> Result<T, ServiceError>
    where
        T: FromStr + PartialOrd + Display,
    {
        let path = format!("{}.{key}", self.name);
        let value = self
            .get(key)
            .ok_or_else(|| ServiceError::invalid_input(format!("{path} is missing")))?;
        let number = match value {
            Value::Number(number) => number.as_str().parse().ok(),
            _ => None,
        };
        number
            .filter(|number| bounds.contains(number))
            .ok_or_else(|| {
                let (minimum, maximum, found) = (bounds.start(), bounds.end(), describe(value));
                ServiceError::invalid_input(format!(
                    "{path} must be {kind} from {minimum} to {maximum}, found {found}"
                ))
            })
    }
}

/// Shows a wrong value, or what kind of value it is when it has parts.
fn describe(value: &Value) -> String {
    const SHOWN: usize = 40;
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "an array".to_owned(),
        _ => {
            let text = value.to_string();
            match text.char_indices().nth(SHOWN) {
                Some((end, _)) => format!("{}…", &text[..end]),
                None => text,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(content: &str) -> Input {
        Input::parse("data", content.as_bytes()).unwrap()
    }

    fn detail<T>(result: Result<T, ServiceError>) -> String {
        let error = result.err().expect("an error");
        assert_eq!(error.code, "INVALID_INPUT");
        error.detail
    }

    #[test]
    fn whatever_is_not_a_json_object_is_an_error() {
        let cases: [(&[u8], &str); 5] = [
            (
                b"",
                "is not valid JSON: expected a value, found the end of the text (line 1, column 1)",
            ),
            (
                b"{\n  \"a\": 1,\n}",
                "is not valid JSON: expected a key in double quotes (line 3, column 1)",
            ),
            (b"{\"a\":\"\xff\"}", "is not UTF-8 text (byte 7)"),
            (b"[1]", "must hold a JSON object, found an array"),
            (b"null", "must hold a JSON object, found null"),
        ];
        for (content, problem) in cases {
            let error = detail(Input::parse("data", content));
            assert_eq!(error, format!("data.json {problem}"));
        }
    }

    #[test]
    fn a_missing_file_is_an_error() {
        let error = detail(Input::read(Path::new("no such folder"), "data"));
        assert!(error.contains("data.json cannot be read: "), "{error}");
    }

    #[test]
    fn reads_numbers_exactly() {
        let input = data(r#"{"mask":18446744073709551615,"small":-3,"rate":5e-1}"#);
        assert_eq!(input.integer("mask", 0..=u64::MAX), Ok(u64::MAX));
        assert_eq!(input.integer("small", -5..=5), Ok(-3));
        assert_eq!(input.number("rate", 0.0..=0.5), Ok(0.5));
    }

    #[test]
    fn a_missing_value_has_its_default_or_is_an_error() {
        assert_eq!(data("{}").integer_or("shots", 1..=9, 7), Ok(7));
        assert_eq!(data("{}").number_or("rate", 0.0..=0.5, 0.25), Ok(0.25));
        assert_eq!(
            detail(data("{}").integer("qubits", 1..=64)),
            "data.qubits is missing"
        );
    }

    #[test]
    fn a_wrong_value_is_named_with_what_is_expected() {
        for found in ["0", "65", "-1", "3.0", "1e1", "\"3\"", "true", "null"] {
            let input = data(&format!(r#"{{"qubits":{found}}}"#));
            assert_eq!(
                detail(input.integer_or("qubits", 1..=64, 1)),
                format!("data.qubits must be an integer from 1 to 64, found {found}")
            );
        }
        for (found, shown) in [("0.51", "0.51"), ("1e400", "1e400"), ("[0]", "an array")] {
            let input = data(&format!(r#"{{"rate":{found}}}"#));
            assert_eq!(
                detail(input.number_or("rate", 0.0..=0.5, 0.0)),
                format!("data.rate must be a number from 0 to 0.5, found {shown}")
            );
        }
    }
}
