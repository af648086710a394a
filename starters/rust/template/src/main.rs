//! A PlanQK service: it runs once, on one input, and ends.

mod contract;
mod input;
mod json;
mod program;
mod sigterm;

use std::process::ExitCode;

fn main() -> ExitCode {
    sigterm::end_as_process_one();
    contract::main(program::run)
}
