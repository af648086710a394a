/** An error loses something that the service meant to hand over; a warning does not. */
export type FindingSeverity = 'error' | 'warning';

interface CodeEntry {
  readonly severity: FindingSeverity;
  /** What it means, in one sentence. */
  readonly about: string;
  /** What to do: one sentence in the imperative. */
  readonly remedy: string;
}

const entry = (severity: FindingSeverity, about: string, remedy: string): CodeEntry => ({ severity, about, remedy });

/** What can be found in an output. The codes are permanent and explained in `docs/inspect.md`. */
export const inspectionCodes = {
  NO_RESULT: entry(
    'error',
    'The output holds no result.',
    'Print one line that begins with "PlanQK:Job:Result:" and goes on with the JSON text.',
  ),
  DUPLICATE_RESULT: entry(
    'warning',
    'A result stands behind the first one; only the first counts.',
    'Print one result, at the end of the program; use PlanQK:Job:InterimResult for what comes before it.',
  ),
  UNTERMINATED_BLOCK: entry(
    'error',
    'A multiline result is opened and never closed, so everything behind its marker is lost.',
    'Print "PlanQK:Job:MultilineResult" again on a line of its own behind the JSON text.',
  ),
  INVALID_JSON: entry(
    'error',
    'What stands behind the marker is not JSON.',
    'Write the value with a JSON library, such as json.dumps in Python.',
  ),
  NOT_A_NUMBER: entry(
    'error',
    'The JSON holds NaN or Infinity, which JSON does not know.',
    'Replace such values by null before printing; in Python, json.dumps(value, allow_nan=False) finds them.',
  ),
  TRAILING_TEXT: entry(
    'error',
    'More text stands behind the JSON value.',
    'Print a line break behind the JSON text, and nothing else on its line.',
  ),
  PRETTY_PRINTED: entry(
    'error',
    'The JSON text goes on over the following lines, but a marker with a colon takes one line.',
    'Print the JSON text on one line, without indentation; only a result may span lines, between two PlanQK:Job:MultilineResult lines.',
  ),
  NOT_UTF8: entry(
    'error',
    'What stands behind the marker is not UTF-8.',
    'Write stdout as UTF-8; for Python, set PYTHONIOENCODING=utf-8.',
  ),
  TOO_LARGE: entry(
    'error',
    'The text behind the marker is larger than is read.',
    'Print less: keep large data elsewhere and print where it is.',
  ),
  MISSING_COLON: entry(
    'error',
    'A marker lacks the colon behind it.',
    'Print a colon between the marker and the JSON text.',
  ),
  EXTRA_COLON: entry(
    'error',
    'A marker has one colon too many.',
    'Print one colon behind Result and InterimResult, and none behind MultilineResult.',
  ),
  MISSPELT_MARKER: entry(
    'error',
    'A line begins with what is nearly a marker.',
    'Spell the marker exactly, capital letters included.',
  ),
  UNKNOWN_MARKER: entry(
    'error',
    'A line begins like a marker and is none.',
    'Use PlanQK:Job:Result:, PlanQK:Job:InterimResult: or PlanQK:Job:MultilineResult.',
  ),
  MARKER_IN_LINE: entry(
    'error',
    'A marker stands inside a line, where it does not count.',
    'Print the marker at the beginning of a line, with print and not through a logger.',
  ),
  COLOURED_MARKER: entry(
    'error',
    'Terminal colours stand before the marker or behind the JSON text.',
    'Print the line without colours; many programs leave them out when NO_COLOR is set.',
  ),
  PREFIXED_MARKER: entry(
    'error',
    'A tool that collects logs has put something before the marker, which hides it.',
    'Take the log without prefixes: docker logs, "docker compose logs --no-log-prefix", or kubectl logs without --prefix and --timestamps.',
  ),
  STDERR_MARKER: entry('error', 'A marker was printed on stderr, which is never searched.', 'Print it on stdout.'),
  UTF16_LOG: entry(
    'error',
    'The log is UTF-16, in which no marker can be found.',
    'Save the log as UTF-8 without a byte order mark; Windows PowerShell does so by: cmd /c "docker logs my-container > service.log".',
  ),
} as const satisfies Readonly<Record<string, CodeEntry>>;

export type InspectionCode = keyof typeof inspectionCodes;
