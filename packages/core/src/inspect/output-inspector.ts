import {
  type ContractProfile,
  type OutputEvent,
  OutputReader,
  profileV1,
  StderrWatcher,
  type Violation,
} from '../contract/index.ts';
import { asBuffer, newline } from '../contract/output-bytes.ts';
import { FindingList } from './finding-list.ts';
import type { Inspection, StreamPlace } from './inspection.ts';
import { LineCounter } from './line-counter.ts';
import { judgeBefore, judgeUnknown, type MarkerVerdict } from './marker-verdict.ts';
import { type NearMiss, nearMisses } from './near-misses.ts';
import { OutputSight } from './output-sight.ts';
import { RefusedJson } from './refused-json.ts';

export interface InspectionOptions {
  /** Default: today's contract. */
  readonly profile?: ContractProfile;
  /** The longest marker line or block, in bytes; see {@link OutputReader}. Default: 256 MiB. */
  readonly maxResultBytes?: number;
  /** How many findings of each code are kept; all are counted. Default: 20. */
  readonly maxFindingsPerCode?: number;
}

/** A longer line is not waited for: what is near its end is looked at without its beginning. */
const longestWait = 16 * 1024;

/**
 * Observes what a service prints and says what the platform will see in it. The verdict is {@link OutputReader}'s;
 * what is added are places, reasons and near misses. Memory is bounded by the longest marker line or block.
 *
 * Source: PlanQK documentation, custom containers.
 */
export class OutputInspector {
  readonly #profile: ContractProfile;
  readonly #reader: OutputReader;
  readonly #findings: FindingList;
  readonly #lines = new LineCounter();
  readonly #errorLines = new LineCounter();
  readonly #stderr: StderrWatcher;
  readonly #sight: OutputSight;
  readonly #refused: RefusedJson;
  /** The last line so far, which is fed to the reader when it is complete. */
  #carry: Buffer = Buffer.alloc(0);
  #fed = 0;
  #isMidLine = false;
  /** A line inside the open block that looks like its end. */
  #nearEnd: { readonly block: number; readonly line: number; readonly found: string } | undefined;
  #inspection: Inspection | undefined;

  constructor({ profile = profileV1, maxResultBytes, maxFindingsPerCode = 20 }: InspectionOptions = {}) {
    this.#profile = profile;
    this.#findings = new FindingList(maxFindingsPerCode);
    this.#sight = new OutputSight(this.#lines);
    this.#refused = new RefusedJson(this.#findings, profile.markers);
    this.#reader = new OutputReader({
      profile,
      onEvent: (event) => this.#onEvent(event),
      ...(maxResultBytes !== undefined && { maxResultBytes }),
    });
    this.#stderr = new StderrWatcher({
      profile,
      onViolation: ({ offset }) =>
        this.#findings.add('STDERR_MARKER', 'stderr', this.#errorLines.placeAt(offset), () => {
          const found = /^PlanQK:\w+:\w+/.exec(this.#errorLines.after(offset))?.[0] ?? profile.markers.prefix;
          return `"${found}" was printed on stderr, where it means nothing.`;
        }),
    });
  }

  /** Takes the next bytes of stdout. They must not be changed afterwards. */
  write(chunk: Uint8Array): void {
    if (this.#inspection !== undefined) throw new TypeError('OutputInspector: write() after end().');
    const fresh = asBuffer(chunk);
    const bytes = this.#carry.length === 0 ? fresh : Buffer.concat([this.#carry, fresh]);
    const whole = bytes.lastIndexOf(newline) + 1;
    const isWaiting = bytes.length - whole < longestWait && !(whole === 0 && this.#isMidLine);
    const end = isWaiting ? whole : bytes.length;
    this.#carry = Buffer.from(bytes.subarray(end));
    this.#feed(bytes.subarray(0, end));
  }

  /** Takes the next bytes of stderr, which is only searched for markers. */
  writeStderr(chunk: Uint8Array): void {
    this.#errorLines.begin(asBuffer(chunk));
    this.#stderr.write(chunk);
  }

  /** The output is complete. Asked again, it gives the same answer. */
  end(): Inspection {
    this.#inspection ??= this.#finish();
    return this.#inspection;
  }

  #finish(): Inspection {
    this.#feed(this.#carry);
    this.#reader.end();
    this.#refused.settle();
    const end = this.#lines.placeAt(this.#fed);
    const lines = this.#fed === 0 || !this.#isMidLine ? end.line - 1 : end.line;
    if (this.#sight.result === undefined) {
      this.#findings.add('NO_RESULT', 'stdout', { ...end, line: Math.max(1, lines), column: 1 }, () =>
        this.#fed === 0 ? 'Nothing was printed.' : `None of the ${lines} lines holds a complete result.`,
      );
    }
    return { bytes: this.#fed, lines, ...this.#sight.summary(), ...this.#findings.summary() };
  }

  #feed(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.#fed === 0 && isUtf16(bytes)) this.#utf16();
    this.#lines.begin(bytes);
    const base = this.#fed;
    let done = 0;
    for (const miss of nearMisses(bytes, this.#isMidLine, this.#profile.markers)) {
      this.#read(bytes.subarray(done, miss.at));
      done = miss.at;
      this.#onNearMiss(base + miss.at, miss);
    }
    this.#read(bytes.subarray(done));
    this.#fed = base + bytes.length;
    this.#isMidLine = bytes.at(-1) !== newline;
    this.#sight.resolve(this.#reader.marker.offset);
  }

  #read(bytes: Buffer): void {
    if (bytes.length > 0) this.#reader.write(bytes);
  }

  #utf16(): void {
    this.#findings.add(
      'UTF16_LOG',
      'stdout',
      { line: 1, column: 1, offset: 0 },
      () => 'The log begins as UTF-16 does.',
    );
  }

  #onNearMiss(offset: number, { found, marker, hasPrefix }: NearMiss): void {
    const place = this.#lines.placeAt(offset);
    if (!this.#reader.marker.isBlock) {
      if (hasPrefix) return;
      this.#findings.add('MISSPELT_MARKER', 'stdout', place, () => `"${found}" is no marker; "${marker}" is.`);
    } else if (marker === this.#profile.markers.multiline) {
      const block = this.#reader.marker.offset;
      if (this.#nearEnd?.block !== block) this.#nearEnd = { block, line: place.line, found };
    }
  }

  #onEvent(event: OutputEvent): void {
    if (event.type === 'log') {
      this.#refused.onLog(event.bytes);
      return;
    }
    this.#refused.settle();
    const offset = this.#reader.marker.offset;
    if (event.type === 'violation') this.#onViolation(event.violation);
    else if (event.type === 'interim') this.#sight.addInterim(offset);
    else {
      const place = this.#sight.markerAt(offset);
      const form = this.#reader.marker.isBlock ? 'block' : 'line';
      const valid = event.type === 'result';
      this.#sight.result = { ...place, form, valid, bytes: valid ? event.json.byteLength : undefined };
      if (!valid) this.#refused.begin({ kind: 'result', form, place, reason: event.reason });
    }
  }

  #onViolation({ code, detail, offset }: Violation): void {
    const { markers } = this.#profile;
    if (code === 'INVALID_INTERIM') {
      this.#refused.begin({ kind: 'interim', form: 'line', place: this.#sight.markerAt(offset), reason: detail });
    } else if (code === 'UNKNOWN_MARKER') {
      this.#add(judgeUnknown(this.#lines.after(offset), markers), this.#sight.markerAt(offset));
    } else if (code === 'MARKER_IN_LINE') {
      this.#add(judgeBefore(this.#lines.before(offset)), this.#lines.placeAt(offset));
    } else if (code === 'DUPLICATE_RESULT') {
      this.#sight.ignored += 1;
      const first = this.#sight.result?.line;
      const text = `This result is ignored; the one in line ${first} counts.`;
      this.#add({ code, detail: text }, this.#sight.markerAt(offset));
    } else if (code === 'UNTERMINATED_BLOCK') {
      const near = this.#nearEnd?.block === offset ? this.#nearEnd : undefined;
      const hint = near === undefined ? '' : ` Line ${near.line} looks like its end, but reads "${near.found}".`;
      const text = `The multiline result that begins here has no closing marker line.${hint}`;
      this.#add({ code, detail: text }, this.#sight.markerAt(offset));
    }
  }

  #add({ code, detail }: MarkerVerdict, place: StreamPlace): void {
    this.#findings.add(code, 'stdout', place, () => detail);
  }
}

/** Told from the byte order mark, which every program that writes UTF-16 puts in front. */
function isUtf16([first, second]: Buffer): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
