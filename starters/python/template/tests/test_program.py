"""The sample: whole runs against recorded output, and what it says about bad input."""

import os
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any

from service.contract import Input, InvalidInputError, JsonObject
from service.program import run

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"


def run_on(data: JsonObject, params: JsonObject) -> tuple[JsonObject, list[JsonObject]]:
    """Run the sample: its result and its interim results."""
    interim: list[JsonObject] = []
    return run(Input("data", data), Input("params", params), interim.append), interim


class Service(unittest.TestCase):
    def test_prints_the_recorded_output(self) -> None:
        for case in sorted(GOLDEN.iterdir()):
            with self.subTest(case.name):
                process = subprocess.run(
                    [sys.executable, "-m", "service"],
                    cwd=ROOT,
                    env={**os.environ, "PLANQK_INPUT_DIR": str(case)},
                    capture_output=True,
                    check=False,
                    text=True,
                )
                self.assertEqual(process.returncode, 0, process.stderr)
                self.assertEqual(process.stdout, (case / "stdout.txt").read_text())
                self.assertIn("-qubit GHZ state", process.stderr)


class Run(unittest.TestCase):
    def test_counts_every_shot(self) -> None:
        result, interim = run_on({"qubits": 4}, {"shots": 500, "readoutError": 0.1})
        self.assertEqual(sum(result["result"]["counts"].values()), 500)
        self.assertEqual([value["completedShots"] for value in interim], [125, 250, 375])

    def test_without_readout_error_all_qubits_agree(self) -> None:
        result, _ = run_on({"qubits": 4}, {"shots": 100})
        self.assertLessEqual(result["result"]["counts"].keys(), {"0000", "1111"})

    def test_too_few_shots_have_no_interim_results(self) -> None:
        self.assertEqual(run_on({"qubits": 1}, {"shots": 1})[1], [])

    def test_draws_a_seed_and_reports_it(self) -> None:
        first, _ = run_on({"qubits": 2}, {})
        second, _ = run_on({"qubits": 2}, {"seed": first["metadata"]["seed"]})
        self.assertLess(first["metadata"]["seed"], 2**53)
        self.assertEqual(first, second)

    def test_says_what_is_wrong_with_the_input(self) -> None:
        cases: list[tuple[JsonObject, JsonObject, str]] = [
            ({}, {}, "data.qubits is missing"),
            ({"qubits": 65}, {}, "data.qubits must be an integer from 1 to 64, found 65"),
            ({"qubits": 1}, {"shots": 0}, "params.shots must be an integer from 1 to 1000000, "),
            ({"qubits": 1}, {"seed": 2**64}, f"from 0 to {2**64 - 1}, found {2**64}"),
            ({"qubits": 1}, {"readoutError": 0.51}, "a number from 0 to 0.5, found 0.51"),
        ]
        for data, params, detail in cases:
            with self.subTest(detail):
                with self.assertRaises(InvalidInputError) as caught:
                    run_on(data, params)
                self.assertIn(detail, caught.exception.detail)

    def test_ignores_what_it_does_not_know(self) -> None:
        extra: dict[str, Any] = {"qubits": 1, "comment": [None]}
        self.assertEqual(run_on(extra, {"seed": 1}), run_on({"qubits": 1}, {"seed": 1}))
