//! What the PlanQK platform expects of a service; nothing here is about your problem.
//!
//! The platform writes data.json and params.json, starts the container once, and reads stdout: a
//! line that begins with one of the two markers carries JSON, every other line is a log line. Exit
//! code 0 is success. A failure prints an error object `{"code", "detail"}` as its result and exits
//! with 1.

use std::any::Any;
use std::env;
use std::error::Error;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::input::Input;
use crate::json::Value;

const RESULT: &str = "PlanQK:Job:Result:";
const INTERIM_RESULT: &str = "PlanQK:Job:InterimResult:";

/// A failure the caller is told about: a code for programs, a sentence for people.
///
/// Any other error becomes one by `?`, with the code `INTERNAL_ERROR`. (Therefore this type is no
/// `std::error::Error` itself.)
#[derive(Debug, PartialEq)]
pub struct ServiceError {
    pub code: String,
    pub detail: String,
}

impl ServiceError {
    pub fn new(code: &str, detail: impl Into<String>) -> Self {
        let (code, detail) = (code.to_owned(), detail.into());
        Self { code, detail }
    }

    /// The input is not what the service asks for; the detail says where, and what is expected.
    pub fn invalid_input(detail: impl Into<String>) -> Self {
        Self::new("INVALID_INPUT", detail)
    }
}

impl<E: Error> From<E> for ServiceError {
    fn from(error: E) -> Self {
        Self::new("INTERNAL_ERROR", error.to_string())
    }
}

/// Prints interim results at once.
pub struct Interim<'a>(&'a mut dyn Write);

impl Interim<'_> {
    pub fn send(&mut self, value: &Value) -> Result<(), ServiceError> {
        Ok(emit(self.0, INTERIM_RESULT, value)?)
    }
}

/// What a service returns.
pub type Outcome = Result<Value, ServiceError>;

/// Reads the input, calls `run`, prints its result or its error.
pub fn main(run: impl FnOnce(&Input, &Input, &mut Interim) -> Outcome) -> ExitCode {
    let folder = env::var_os("PLANQK_INPUT_DIR").filter(|folder| !folder.is_empty());
    let folder = PathBuf::from(folder.unwrap_or_else(|| "/var/input".into()));
    let read_and_run = |interim: &mut Interim| {
        let data = Input::read(&folder, "data")?;
        let params = Input::read(&folder, "params")?;
        run(&data, &params, interim)
    };
    match execute(&mut io::stdout(), read_and_run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {}", error.code, error.detail);
            ExitCode::FAILURE
        }
    }
}

/// Runs a service and prints what comes of it; an error is returned too.
fn execute(
    stdout: &mut dyn Write,
    run: impl FnOnce(&mut Interim) -> Outcome,
) -> Result<(), ServiceError> {
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| run(&mut Interim(stdout))))
        .unwrap_or_else(|panic| Err(panicked(panic.as_ref())));
    match outcome {
        Ok(result) => Ok(emit(stdout, RESULT, &result)?),
        Err(error) => {
            let code = error.code.as_str().into();
            let detail = error.detail.as_str().into();
            emit(
                stdout,
                RESULT,
                &Value::object([("code", code), ("detail", detail)]),
            )?;
            Err(error)
        }
    }
}

/// Prints one value behind a marker, as one line, at once.
fn emit(stdout: &mut dyn Write, marker: &str, value: &Value) -> io::Result<()> {
    stdout.write_all(format!("{marker} {value}\n").as_bytes())?;
    stdout.flush()
}

/// The error of a panic, whose message and place are on stderr already.
fn panicked(panic: &(dyn Any + Send)) -> ServiceError {
    let message = panic.downcast_ref::<String>().map(String::as_str);
    let message = message.or_else(|| panic.downcast_ref().copied());
    ServiceError::new(
        "INTERNAL_ERROR",
        format!("panic: {}", message.unwrap_or("without a message")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code of the error of a run, if any, and what it printed.
    fn execute_and_read(run: impl FnOnce(&mut Interim) -> Outcome) -> (Option<String>, String) {
        let mut stdout = Vec::new();
        let code = execute(&mut stdout, run).err().map(|error| error.code);
        (code, String::from_utf8(stdout).unwrap())
    }

    #[test]
    fn prints_interim_results_and_the_result() {
        let (code, stdout) = execute_and_read(|interim| {
            interim.send(&Value::object([("step", 1.into())]))?;
            Ok(Value::object([("text", "a\nb".into())]))
        });
        assert_eq!(code, None);
        assert_eq!(
            stdout,
            "PlanQK:Job:InterimResult: {\"step\":1}\nPlanQK:Job:Result: {\"text\":\"a\\nb\"}\n"
        );
    }

    #[test]
    fn an_error_of_the_service_is_its_result() {
        let (code, stdout) =
            execute_and_read(|_| Err(ServiceError::new("BACKEND_BUSY", "try again")));
        assert_eq!(code.as_deref(), Some("BACKEND_BUSY"));
        assert_eq!(
            stdout,
            "PlanQK:Job:Result: {\"code\":\"BACKEND_BUSY\",\"detail\":\"try again\"}\n"
        );
    }

    #[test]
    fn any_other_error_and_a_panic_are_internal_errors() {
        let error = |detail| {
            format!("PlanQK:Job:Result: {{\"code\":\"INTERNAL_ERROR\",\"detail\":\"{detail}\"}}\n")
        };
        let internal = Some("INTERNAL_ERROR".to_owned());
        assert_eq!(
            execute_and_read(|_| Ok(f64::NAN.try_into()?)),
            (internal.clone(), error("NaN is not a JSON number"))
        );
        assert_eq!(
            execute_and_read(|_| panic!("oops {}", 1)),
            (internal, error("panic: oops 1"))
        );
    }
}
