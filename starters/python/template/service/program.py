"""Your half of the service: replace the sample below with your own `run`.

The sample measures an n-qubit GHZ state (|0…0> + |1…1>)/√2 on a device that misreads qubits.
"""

import secrets
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from service.contract import Input, Interim, JsonObject

MASK_64 = 2**64 - 1


@dataclass(frozen=True)
class Request:
    """The input, checked."""

    qubits: int
    shots: int
    seed: int
    readout_error: float

    @classmethod
    def parse(cls, data: Input, params: Input) -> Self:
        """Check the input. A missing seed is drawn, small enough for every JSON reader."""
        return cls(
            qubits=data.integer("qubits", 1, 64),
            shots=params.integer("shots", 1, 1_000_000, default=1024),
            seed=params.integer("seed", 0, MASK_64) if "seed" in params else secrets.randbits(53),
            readout_error=params.number("readoutError", 0, 0.5, default=0),
        )


def run(data: Input, params: Input, interim: Interim) -> JsonObject:
    """Sample measurement counts, reporting them after a quarter, a half and three quarters."""
    request = Request.parse(data, params)
    qubits, shots = request.qubits, request.shots
    print(f"sampling {shots} shots of a {qubits}-qubit GHZ state", file=sys.stderr, flush=True)

    checkpoints = {shots * quarter // 4 for quarter in (1, 2, 3)}
    counts: Counter[int] = Counter()
    for completed, outcome in enumerate(measure(request), start=1):
        counts[outcome] += 1
        if completed in checkpoints:
            interim({"completedShots": completed, "counts": by_bit_string(counts, qubits)})

    return {
        "metadata": {
            "qubits": qubits,
            "readoutError": request.readout_error or 0,  # 0, where the float would print 0.0
            "seed": request.seed,
            "shots": shots,
        },
        "result": {"counts": by_bit_string(counts, qubits)},
    }


def measure(request: Request) -> Iterator[int]:
    """Yield one measured bit pattern per shot; bit 0 is qubit 0."""
    draws = split_mix_64(request.seed)
    all_ones = (1 << request.qubits) - 1
    for _ in range(request.shots):
        outcome = all_ones if next(draws) >> 63 else 0
        if request.readout_error > 0:
            for qubit in range(request.qubits):
                if (next(draws) >> 11) * 2.0**-53 < request.readout_error:
                    outcome ^= 1 << qubit
        yield outcome


def by_bit_string(counts: Counter[int], qubits: int) -> dict[str, int]:
    """Name each bit pattern by its bit string, qubit 0 rightmost, in ascending order."""
    return {f"{outcome:0{qubits}b}": count for outcome, count in sorted(counts.items())}


def split_mix_64(seed: int) -> Iterator[int]:
    """Yield the numbers of SplitMix64, the same in every language for the same seed."""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK_64
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK_64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK_64
        yield z ^ (z >> 31)
