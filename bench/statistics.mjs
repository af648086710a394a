/**
 * Takes samples in turn, one of ours and one of what a user would run instead, so that a machine that slows down or
 * warms up does so for both. The warm-up runs fill caches and are thrown away.
 */
export async function alternate({ ours, instead }, { runs, warmUps }, signal) {
  const samples = { ours: [], instead: [] };
  for (let index = -warmUps; index < runs; index += 1) {
    signal.throwIfAborted();
    const pair = [await ours(), await instead()];
    if (index < 0) continue;
    samples.ours.push(pair[0]);
    samples.instead.push(pair[1]);
  }
  return samples;
}

/** `ratio` is that of the medians; `pairedRatio` the median of the ratios of neighbours. */
export function summarise({ ours, instead }) {
  const [oursSpread, insteadSpread] = [spread(ours), spread(instead)];
  return {
    oursSpread,
    insteadSpread,
    ratio: oursSpread.median / insteadSpread.median,
    pairedRatio: median(ours.map((value, index) => value / instead[index])),
  };
}

function spread(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
