import type { Markers } from '../contract/index.ts';
import { asBuffer, newline } from '../contract/output-bytes.ts';
import type { InspectionCode } from './codes.ts';
import type { FindingList } from './finding-list.ts';
import type { StreamPlace } from './inspection.ts';
import { judgeJson } from './json-verdict.ts';

/** A result or interim result that the reader has refused. */
interface Refused {
  readonly kind: 'result' | 'interim';
  readonly form: 'line' | 'block';
  readonly place: StreamPlace;
  readonly reason: string;
}

const names = { result: 'result', interim: 'interim result' } as const;

/**
 * Finds out why JSON was refused. The reader hands the bytes of the line or block on as log right behind its refusal;
 * whether a text that is cut off goes on in the next line is told by the log behind that.
 */
export class RefusedJson {
  readonly #findings: FindingList;
  readonly #markers: Markers;
  #refused: Refused | undefined;
  /** Says what the next line makes of a text that is cut off. */
  #cut: ((goesOn: boolean) => void) | undefined;

  constructor(findings: FindingList, markers: Markers) {
    this.#findings = findings;
    this.#markers = markers;
  }

  begin(refused: Refused): void {
    const size = /larger than (\d+) bytes/.exec(refused.reason)?.[1];
    if (size === undefined) this.#refused = refused;
    else this.#add('TOO_LARGE', refused, refused.place, `is larger than ${size} bytes.`);
  }

  onLog(bytes: Uint8Array): void {
    const text = asBuffer(bytes);
    if (this.#refused === undefined) {
      if (this.#cut !== undefined) this.#settleCut(/^\s*["{}[\]\d-]/.test(text.toString('latin1', 0, 256)));
      return;
    }
    const refused = this.#refused;
    this.#refused = undefined;
    const { code, reason, place, isCut } = judgeJson(text, ...this.#range(text, refused));
    const at = {
      line: refused.place.line + place.line - 1,
      column: place.column,
      offset: refused.place.offset,
    };
    const told = `is not valid JSON: ${reason}`;
    if (!isCut || refused.form === 'block') this.#add(code, refused, at, told);
    else {
      this.#cut = (goesOn) => {
        if (goesOn)
          this.#add('PRETTY_PRINTED', refused, at, 'ends with its line, but its JSON text goes on in the next.');
        else this.#add(code, refused, at, told);
      };
    }
  }

  /** Something else than log follows, or the end. */
  settle(): void {
    this.#settleCut(false);
  }

  #settleCut(goesOn: boolean): void {
    const settle = this.#cut;
    this.#cut = undefined;
    settle?.(goesOn);
  }

  #add(code: InspectionCode, { kind }: Refused, at: StreamPlace, told: string): void {
    this.#findings.add(code, 'stdout', at, () => `The ${names[kind]} ${told}`);
  }

  /** Where the JSON text stands in the line or block. */
  #range(bytes: Buffer, { kind, form }: Refused): [from: number, to: number] {
    if (form === 'block') return [bytes.indexOf(newline) + 1, bytes.lastIndexOf(this.#markers.multiline)];
    const length = kind === 'result' ? this.#markers.result.length : this.#markers.interim.length;
    return [bytes[length] === 0x3a ? length + 1 : length, bytes.length - (bytes.at(-1) === newline ? 1 : 0)];
  }
}
