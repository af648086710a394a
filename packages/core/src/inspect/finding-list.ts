import { type InspectionCode, inspectionCodes } from './codes.ts';
import type { Inspection, OutputFinding, StreamPlace } from './inspection.ts';

type Summary = Pick<Inspection, 'findings' | 'counts' | 'errors' | 'warnings'>;

/** In the order of the table, whatever was found first. */
const codes = Object.keys(inspectionCodes) as InspectionCode[];

/** Findings in bounded memory: all are counted, of each code the first ones are kept. */
export class FindingList {
  readonly #most: number;
  readonly #kept: OutputFinding[] = [];
  readonly #counts = new Map<InspectionCode, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** `detail` is only made for findings that are kept. */
  add(code: InspectionCode, stream: OutputFinding['stream'], at: StreamPlace, detail: () => string): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > this.#most) return;
    const { severity, remedy } = inspectionCodes[code];
    const { line, column, offset } = at;
    this.#kept.push({ code, severity, stream, line, column, offset, detail: detail(), remedy });
  }

  summary(): Summary {
    const total = (severity: OutputFinding['severity']) =>
      [...this.#counts].reduce((sum, [code, n]) => sum + (inspectionCodes[code].severity === severity ? n : 0), 0);
    return {
      findings: this.#kept.toSorted((a, b) => a.stream.localeCompare(b.stream) * -1 || a.offset - b.offset),
      counts: Object.fromEntries(
        codes.flatMap((code) => (this.#counts.has(code) ? [[code, this.#counts.get(code)]] : [])),
      ),
      errors: total('error'),
      warnings: total('warning'),
    };
  }
}
