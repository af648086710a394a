import type { FindingSeverity, InspectionCode } from './codes.ts';

/**
 * A place in a stream. Lines and columns count from 1, columns in UTF-16 code units. The offset, in bytes from 0, is
 * that of the marker which the place belongs to.
 */
export interface StreamPlace {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** One thing in an output that the platform will not take as it was meant. */
export interface OutputFinding {
  readonly code: InspectionCode;
  readonly severity: FindingSeverity;
  readonly stream: 'stdout' | 'stderr';
  /** Where it is; a finding about the whole output has the place of its end. */
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  /** What is wrong here: one sentence. */
  readonly detail: string;
  /** What to do: one sentence in the imperative. */
  readonly remedy: string;
}

/** The result that counts: the first complete one. */
export interface InspectedResult extends StreamPlace {
  readonly form: 'line' | 'block';
  /** False where it is not JSON, not UTF-8 or too large: the platform takes it, and the job fails. */
  readonly valid: boolean;
  /** Length of its JSON text in bytes; undefined where it is not valid. */
  readonly bytes: number | undefined;
}

/** What the platform will see in an output. */
export interface Inspection {
  /** Size of stdout. A last line without a line break counts. */
  readonly bytes: number;
  readonly lines: number;
  readonly result: InspectedResult | undefined;
  /** How many results behind the first one are ignored. */
  readonly ignoredResults: number;
  readonly interim: {
    readonly count: number;
    readonly first: StreamPlace | undefined;
    readonly last: StreamPlace | undefined;
  };
  /** The first of each code, in the order of their lines. */
  readonly findings: readonly OutputFinding[];
  /** How many there are of each code that was found, those that are not listed included. */
  readonly counts: Readonly<Partial<Record<InspectionCode, number>>>;
  readonly errors: number;
  readonly warnings: number;
}
