import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const begin = '<!-- bench:begin -->';
const end = '<!-- bench:end -->';

export function progressLine({ name, ratio, pairedRatio, ...figure }) {
  return `${name}: ratio ${ratio.toFixed(2)}, of pairs ${pairedRatio.toFixed(2)}, ${verdict({ ratio, ...figure })}`;
}

export function markdown({ command, date, machine, engine, figures }) {
  const rows = figures.map((figure) => [
    `${figure.name}${figure.note ? `, ${figure.note}` : ''}`,
    figure.ours,
    spread(figure.oursSpread, figure.unit),
    figure.instead,
    spread(figure.insteadSpread, figure.unit),
    figure.ratio.toFixed(2),
    figure.pairedRatio.toFixed(2),
    String(figure.runs),
    verdict(figure),
  ]);
  const columns = [
    'figure',
    'ours',
    'median (range)',
    'instead',
    'median (range)',
    'ratio',
    'of pairs',
    'runs',
    'target',
  ];
  return `\`${command}\`, ${date.slice(0, 10)}

- ${machine.processor}, ${machine.memory}, ${machine.system}, load ${machine.load} before the session
- Node.js ${machine.node}, ${engine ?? 'no engine'}
- packed packages, installed with npm; samples taken in turn (ours, instead, ours, …) after warm-up runs, so that the
  compile cache is warm; "ratio" is that of the medians, "of pairs" the median of the ratios of neighbours

${[columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
}

/** Replaces what stands between the markers of a document. */
export function replaceIn(path, text) {
  const document = existsSync(path) ? readFileSync(path, 'utf8') : `# Benchmarks\n\n${begin}\n${end}\n`;
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${path} needs the lines ${begin} and ${end}`);
  writeFileSync(path, `${document.slice(0, from + begin.length)}\n${text}${document.slice(to)}`);
}

/** How a figure stands to its target: the ratio of the medians, or our median itself. */
function verdict({ target, ratio, oursSpread, unit }) {
  if (target === undefined) return 'for information';
  if (target.atMost !== undefined)
    return `at most ${target.atMost.toFixed(2)}: ${ratio <= target.atMost ? 'met' : '**missed**'}`;
  if (target.below !== undefined)
    return `below ${target.below} ${unit}: ${oursSpread.median < target.below ? 'met' : '**missed**'}`;
  return `at least ${target.atLeast} ${unit}: ${oursSpread.median >= target.atLeast ? 'met' : '**missed**'}`;
}

function spread({ median, min, max }, unit) {
  const [middle, low, high] = [median, min, max].map((value) => value.toFixed(value < 100 ? 1 : 0));
  return `${middle} ${unit} (${low} to ${high})`;
}
