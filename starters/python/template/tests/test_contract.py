"""The contract: reading the input, and what is printed when a run ends well or badly."""

import contextlib
import io
import json
import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from service.contract import (
    Input,
    Interim,
    InvalidInputError,
    JsonObject,
    Run,
    ServiceError,
    main,
    read_input,
)


class ReadInput(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def read(self, content: bytes) -> Input:
        (self.folder / "data.json").write_bytes(content)
        return read_input(self.folder, "data")

    def test_keeps_large_integers_exactly(self) -> None:
        self.assertEqual(self.read(b'{"mask":9007199254740993}').values["mask"], 9007199254740993)

    def test_a_missing_file_is_an_error(self) -> None:
        with self.assertRaisesRegex(InvalidInputError, r"data\.json cannot be read: No such file"):
            read_input(self.folder, "data")

    def test_whatever_is_not_a_json_object_is_an_error(self) -> None:
        cases = {
            b"": "data.json is not valid JSON: Expecting value (line 1, column 1)",
            b'{\n  "qubits": 3,\n}': "data.json is not valid JSON: ",
            b'{"a":1} {"b":2}': "data.json is not valid JSON: Extra data (line 1, column 9)",
            b'{"a":NaN}': "data.json is not valid JSON: NaN is not a JSON number",
            b'{"a":-Infinity}': "data.json is not valid JSON: -Infinity is not a JSON number",
            b'{"a":1e400}': "data.json is not valid JSON: the number 1e400 is out of range",
            b'{"a":"\xff"}': "data.json is not UTF-8 text (byte 7)",
            b"[1]": "data.json must hold a JSON object, found an array",
            b"null": "data.json must hold a JSON object, found null",
            b"[" * 100_000: "data.json is nested too deeply",
            b'{"a":' + b"9" * 5000 + b"}": "data.json is not valid JSON: ",
        }
        for content, detail in cases.items():
            with self.subTest(content[:20]):
                with self.assertRaises(InvalidInputError) as caught:
                    self.read(content)
                self.assertIn(detail, caught.exception.detail)


class ReadValues(unittest.TestCase):
    def test_an_integer_is_an_integer_within_its_bounds(self) -> None:
        self.assertEqual(Input("data", {"n": 64}).integer("n", 1, 64), 64)
        for value, found in {0: "0", 3.0: "3.0", "3": '"3"', True: "true", None: "null"}.items():
            with self.subTest(found), self.assertRaises(InvalidInputError) as caught:
                Input("data", {"n": value}).integer("n", 1, 64)
            detail = f"data.n must be an integer from 1 to 64, found {found}"
            self.assertEqual(caught.exception.detail, detail)

    def test_a_number_is_a_number_within_its_bounds(self) -> None:
        self.assertEqual(Input("params", {"p": 0}).number("p", 0, 0.5), 0.0)
        for value, found in {0.6: "0.6", False: "false", "0": '"0"'}.items():
            with self.subTest(found), self.assertRaises(InvalidInputError) as caught:
                Input("params", {"p": value}).number("p", 0, 0.5)
            detail = f"params.p must be a number from 0 to 0.5, found {found}"
            self.assertEqual(caught.exception.detail, detail)

    def test_a_missing_value_has_its_default_or_is_an_error(self) -> None:
        self.assertEqual(Input("params", {}).integer("shots", 1, 9, default=7), 7)
        with self.assertRaisesRegex(InvalidInputError, r"data\.n is missing"):
            Input("data", {}).integer("n", 1, 9)


class Main(unittest.TestCase):
    def main(self, run: Run) -> tuple[int, str, str]:
        """Call `main` on two empty objects: its exit code, its stdout, its stderr."""
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
            for name in ("data", "params"):
                Path(folder, f"{name}.json").write_text("{}")
            stack.enter_context(mock.patch.dict(os.environ, {"PLANQK_INPUT_DIR": folder}))
            stdout = stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
            stderr = stack.enter_context(contextlib.redirect_stderr(io.StringIO()))
            return main(run), stdout.getvalue(), stderr.getvalue()

    def test_prints_interim_results_and_the_result(self) -> None:
        def run(data: Input, params: Input, interim: Interim) -> JsonObject:
            interim({"step": 1})
            return {"text": "a\nb"}

        stdout = 'PlanQK:Job:InterimResult: {"step":1}\nPlanQK:Job:Result: {"text":"a\\nb"}\n'
        self.assertEqual(self.main(run), (0, stdout, ""))

    def test_an_error_of_the_service_is_its_result(self) -> None:
        run = mock.Mock(side_effect=ServiceError("BACKEND_BUSY", "try again"))
        stdout = 'PlanQK:Job:Result: {"code":"BACKEND_BUSY","detail":"try again"}\n'
        self.assertEqual(self.main(run), (1, stdout, ""))

    def test_an_unexpected_exception_is_an_internal_error_with_its_traceback(self) -> None:
        exit_code, stdout, stderr = self.main(mock.Mock(side_effect=KeyError("x")))
        self.assertEqual(exit_code, 1)
        error = json.loads(stdout.removeprefix("PlanQK:Job:Result: "))
        self.assertEqual(error, {"code": "INTERNAL_ERROR", "detail": "KeyError: 'x'"})
        self.assertIn("Traceback (most recent call last):", stderr)

    def test_a_result_that_is_not_json_is_never_printed(self) -> None:
        for value in (float("nan"), float("inf"), object()):
            with self.subTest(value):
                exit_code, stdout, _ = self.main(mock.Mock(return_value={"value": value}))
                self.assertEqual(exit_code, 1)
                self.assertTrue(stdout.startswith('PlanQK:Job:Result: {"code":"INTERNAL_ERROR"'))
                self.assertEqual(stdout.count("\n"), 1)
