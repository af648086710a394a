"""What the PlanQK platform expects of a service; nothing here is about your problem.

The platform writes data.json and params.json, starts the container once, and reads stdout: a line
that begins with one of the two markers below carries JSON, every other line is a log line. Exit
code 0 is success. A failure prints an error object `{"code", "detail"}` as its result and exits 1.
"""

import json
import math
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

RESULT = "PlanQK:Job:Result:"
INTERIM_RESULT = "PlanQK:Job:InterimResult:"
SHOWN = 40  # characters of a wrong value that an error shows

JsonObject = dict[str, Any]
Interim = Callable[[JsonObject], None]


class ServiceError(Exception):
    """A failure the caller is told about: a code for programs, a sentence for people."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class InvalidInputError(ServiceError):
    """The input is not what the service asks for; `detail` says where, and what is expected."""

    def __init__(self, detail: str) -> None:
        super().__init__("INVALID_INPUT", detail)


@dataclass(frozen=True)
class Input:
    """One input object. `values` is all of it; the methods below read one value strictly."""

    name: str
    values: JsonObject

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def integer(self, key: str, minimum: int, maximum: int, default: int | None = None) -> int:
        """Read an integer within its bounds. Without a default the value is required."""
        value = self._get(key, default)
        if type(value) is int and minimum <= value <= maximum:  # not isinstance: True is an int
            return value
        raise self._unexpected(key, f"an integer from {minimum} to {maximum}")

    def number(
        self, key: str, minimum: float, maximum: float, default: float | None = None
    ) -> float:
        """Read a number within its bounds. Without a default the value is required."""
        value = self._get(key, default)
        if type(value) in (int, float) and minimum <= value <= maximum:
            return float(value)
        raise self._unexpected(key, f"a number from {minimum} to {maximum}")

    def _get(self, key: str, default: float | None) -> Any:
        if key not in self.values and default is None:
            raise InvalidInputError(f"{self.name}.{key} is missing")
        return self.values.get(key, default)

    def _unexpected(self, key: str, expected: str) -> InvalidInputError:
        found = _describe(self.values[key])
        return InvalidInputError(f"{self.name}.{key} must be {expected}, found {found}")


Run = Callable[[Input, Input, Interim], JsonObject]


def main(run: Run) -> int:
    """Read the input, call `run`, print its result or its error. Returns the exit code."""
    _end_on_sigterm()
    folder = Path(os.environ.get("PLANQK_INPUT_DIR") or "/var/input")
    try:
        data, params = read_input(folder, "data"), read_input(folder, "params")
        emit(RESULT, run(data, params, lambda value: emit(INTERIM_RESULT, value)))
    except ServiceError as error:
        return _fail(error.code, error.detail)
    except Exception as error:
        traceback.print_exc()
        return _fail("INTERNAL_ERROR", f"{type(error).__name__}: {error}")
    return 0


def read_input(folder: Path, name: str) -> Input:
    """Read one input file, which must hold a JSON object: there is no default for it."""
    file = folder / f"{name}.json"
    try:
        value = json.loads(
            file.read_bytes().decode("utf-8"),
            parse_constant=_reject_constant,
            parse_float=_finite_float,
        )
    except OSError as error:
        raise InvalidInputError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        detail = f"{file.name} is not UTF-8 text (byte {error.start + 1})"
        raise InvalidInputError(detail) from error
    except json.JSONDecodeError as error:
        detail = f"{error.msg} (line {error.lineno}, column {error.colno})"
        raise InvalidInputError(f"{file.name} is not valid JSON: {detail}") from error
    except RecursionError as error:
        raise InvalidInputError(f"{file.name} is nested too deeply") from error
    except ValueError as error:
        raise InvalidInputError(f"{file.name} is not valid JSON: {error}") from error
    if not isinstance(value, dict):
        found = _describe(value)
        raise InvalidInputError(f"{file.name} must hold a JSON object, found {found}")
    return Input(name, value)


def emit(marker: str, value: JsonObject) -> None:
    """Print one value behind a marker, as one line, at once. NaN and infinities are errors."""
    line = json.dumps(value, allow_nan=False, separators=(",", ":"))
    sys.stdout.write(f"{marker} {line}\n")
    sys.stdout.flush()


def _fail(code: str, detail: str) -> int:
    emit(RESULT, {"code": code, "detail": detail})
    return 1


def _end_on_sigterm() -> None:
    # Process 1 of a container ignores SIGTERM unless it has a handler; any other process ends.
    if os.getpid() == 1:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _finite_float(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError(f"the number {text[:SHOWN]} is out of range")
    return value


def _describe(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
