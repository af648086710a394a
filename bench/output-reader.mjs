// How fast output is read: in this process, in chunks as large as those of a pipe.
const chunkSize = 64 * 1024;
const plainLine = '2026-01-01T00:00:00.000Z INFO sampler: step 1234567 energy=-1.1372838 variance=0.00123 shots=8192\n';
const markedLine =
  'PlanQK:Job:InterimResult: {"step": 1234567, "energy": -1.1372838, "variance": 0.00123, "shots": 8192}\n';
// 60 bytes with the line break.
const shortMarkedLine = 'PlanQK:Job:InterimResult: {"step": 1234567, "energy": -1.1}\n';
const lines = { plain: plainLine, interim: markedLine, 'interim-60': shortMarkedLine };

export const readerRate =
  (content) =>
  async ({ OutputReader }) => {
    const chunks = chunksOf(content);
    return async () => {
      let events = 0;
      const reader = new OutputReader({ onEvent: () => (events += 1) });
      const rate = megabytesPerSecond(chunks, (chunk) => reader.write(chunk));
      reader.end();
      if (events < chunks.length) throw new Error(`the reader told only ${events} events`);
      return rate;
    };
  };

/** The least that anything can do that looks at all bytes and keeps them. */
export const copyRate = (content) => async () => {
  const chunks = chunksOf(content);
  const target = Buffer.alloc(chunkSize);
  return async () => megabytesPerSecond(chunks, (chunk) => chunk.copy(target));
};

function megabytesPerSecond(chunks, use) {
  const begun = performance.now();
  for (const chunk of chunks) use(chunk);
  return (chunks.length * chunkSize) / 1e3 / (performance.now() - begun);
}

/** One stretch of lines again and again, so that it is the reader that is measured and not the memory. */
function chunksOf({ line, size }) {
  // As many lines as a chunk has bytes are a whole number of chunks: the seam is the end of a line.
  const stretch = Buffer.from(lines[line].repeat(chunkSize));
  return Array.from({ length: size / chunkSize }, (_, index) => {
    const from = (index * chunkSize) % stretch.length;
    return stretch.subarray(from, from + chunkSize);
  });
}
