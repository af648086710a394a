import { type Inspection, type InspectionOptions, OutputInspector } from '../../src/inspect/index.ts';

/** What is found in an output that arrives in these pieces. */
export function inspectPieces(pieces: readonly Uint8Array[], options: InspectionOptions = {}): Inspection {
  const inspector = new OutputInspector(options);
  for (const piece of pieces) inspector.write(piece);
  return inspector.end();
}

export function inspectText(text: string, options: InspectionOptions = {}): Inspection {
  return inspectPieces([Buffer.from(text)], options);
}

/** The findings as `line:column CODE`. */
export function found(text: string, options: InspectionOptions = {}): string[] {
  return inspectText(text, options).findings.map(({ line, column, code }) => `${line}:${column} ${code}`);
}
