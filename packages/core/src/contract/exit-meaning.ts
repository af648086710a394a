const meanings: Readonly<Record<number, string>> = {
  125: 'the engine could not run the container',
  126: 'the command cannot be executed',
  127: 'the command was not found',
  134: 'it aborted itself',
  137: 'it was killed',
  139: 'it crashed with a segmentation fault',
  143: 'it was asked to terminate',
};

/** What an exit code says by convention, or '' when it is the service's own. Source: measured on Docker Engine. */
export function exitMeaning(exitCode: number): string {
  const known = meanings[exitCode];
  if (known !== undefined) return known;
  return exitCode > 128 && exitCode <= 192 ? `ended by signal ${exitCode - 128}` : '';
}
