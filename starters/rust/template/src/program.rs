//! Your half of the service: replace the sample below with your own `run`.
//!
//! The sample measures an n-qubit GHZ state (|0…0> + |1…1>)/√2 on a device that misreads qubits.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use crate::contract::{Interim, ServiceError};
use crate::input::Input;
use crate::json::Value;

/// Measured bit patterns and how often each was seen; bit 0 is qubit 0.
type Counts = BTreeMap<u64, u32>;

/// The input, checked.
struct Request {
    qubits: u32,
    shots: u32,
    seed: u64,
    readout_error: f64,
}

impl Request {
    /// Checks the input. A missing seed is drawn, small enough for every JSON reader.
    fn parse(data: &Input, params: &Input) -> Result<Self, ServiceError> {
        Ok(Self {
            qubits: data.integer("qubits", 1..=64)?,
            shots: params.integer_or("shots", 1..=1_000_000, 1024)?,
            seed: match params.get("seed") {
                Some(_) => params.integer("seed", 0..=u64::MAX)?,
                None => draw_seed(),
            },
            readout_error: params.number_or("readoutError", 0.0..=0.5, 0.0)?.abs(), // -0 is 0
        })
    }
}

/// Samples measurement counts, reporting them after a quarter, a half and three quarters.
pub fn run(data: &Input, params: &Input, interim: &mut Interim) -> Result<Value, ServiceError> {
    let request = Request::parse(data, params)?;
    let Request {
        qubits,
        shots,
        seed,
        readout_error,
    } = request;
    eprintln!("sampling {shots} shots of a {qubits}-qubit GHZ state");

    let checkpoints = [1, 2, 3].map(|quarter| shots * quarter / 4);
    let mut random = SplitMix64(seed);
    let mut counts = Counts::new();
    for completed in 1..=shots {
        *counts.entry(measure(&request, &mut random)).or_default() += 1;
        if checkpoints.contains(&completed) {
            interim.send(&Value::object([
                ("completedShots", completed.into()),
                ("counts", by_bit_string(&counts, qubits)),
            ]))?;
        }
    }

    let metadata = Value::object([
        ("qubits", qubits.into()),
        ("readoutError", readout_error.try_into()?),
        ("seed", seed.into()),
        ("shots", shots.into()),
    ]);
    let result = Value::object([("counts", by_bit_string(&counts, qubits))]);
    Ok(Value::object([("metadata", metadata), ("result", result)]))
}

/// The bit pattern of one shot.
fn measure(request: &Request, random: &mut SplitMix64) -> u64 {
    let all_ones = u64::MAX >> (64 - request.qubits);
    let mut bits = if random.next() >> 63 == 1 {
        all_ones
    } else {
        0
    };
    if request.readout_error > 0.0 {
        for qubit in 0..request.qubits {
            if (random.next() >> 11) as f64 * 2f64.powi(-53) < request.readout_error {
                bits ^= 1 << qubit;
            }
        }
    }
    bits
}

/// Names each bit pattern by its bit string, qubit 0 rightmost.
fn by_bit_string(counts: &Counts, qubits: u32) -> Value {
    let width = qubits as usize;
    counts
        .iter()
        .map(|(bits, count)| (format!("{bits:0width$b}"), *count))
        .collect()
}

/// A seed from the operating system's entropy: the standard library draws the keys of its hash maps
/// from it. It is below 2^53.
fn draw_seed() -> u64 {
    RandomState::new().build_hasher().finish() >> 11
}

/// A generator that draws the same numbers in every language.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
