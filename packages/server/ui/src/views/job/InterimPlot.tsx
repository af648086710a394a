import { useMemo, useState } from 'preact/hooks';
import { Plot } from '../../components/Plot.tsx';
import { type Choice, columns, defaultChoice, type Series } from '../../data/series.ts';
import { numberText } from '../../data/text.ts';
import { useApp } from '../../state/app.ts';

const colours = 8;
/** More fields than this are found by search only. */
const mostChips = 24;

interface InterimPlotProps {
  readonly series: readonly Series[];
  /** How many interim results there are. */
  readonly length: number;
  readonly live: boolean;
}

/** Fields of the interim results over their number, or over one of them. */
export function InterimPlot({ series, length, live }: InterimPlotProps) {
  const { theme } = useApp();
  const [chosen, setChosen] = useState<Choice>();
  const [logarithmic, setLogarithmic] = useState(false);
  const [search, setSearch] = useState('');
  const [point, setPoint] = useState<number>();
  const choice = chosen ?? defaultChoice(series);
  const { x, y } = choice;
  const data = useMemo(() => columns(series, choice, length), [series, length, x, y.join('\n')]);
  const lines = y.map((path, index) => ({ label: path, colour: `--series-${(index % colours) + 1}` }));
  const positive = series.every(
    ({ path, values }) => !y.includes(path) || values.every((value) => value === null || value > 0),
  );
  const fields = series.filter(({ path }) => path.toLowerCase().includes(search.toLowerCase()));
  const toggle = (path: string) =>
    setChosen({ x, y: y.includes(path) ? y.filter((one) => one !== path) : [...y, path] });
  const valueAt = (path: string): string => {
    const column = data[y.indexOf(path) + 1];
    const value =
      y.includes(path) && column
        ? point === undefined
          ? column.findLast((one) => one !== null)
          : column[point]
        : undefined;
    return typeof value === 'number' ? numberText(value) : '';
  };

  return (
    <section class="interim">
      <div class="bar-of-tools">
        <h2>Plot</h2>
        {live && <span class="live">live</span>}
        <label class="select">
          <span aria-hidden="true">x</span>
          <select
            aria-label="x axis"
            value={x ?? ''}
            onChange={(event) => setChosen({ x: event.currentTarget.value || undefined, y })}
          >
            <option value="">number of the result</option>
            {series.map(({ path }) => (
              <option key={path} value={path}>
                {path}
              </option>
            ))}
          </select>
        </label>
        <label class="check" title={positive ? undefined : 'Needs values above zero'}>
          <input
            type="checkbox"
            checked={logarithmic && positive}
            disabled={!positive}
            onChange={(event) => setLogarithmic(event.currentTarget.checked)}
          />
          Logarithmic
        </label>
        {series.length > mostChips && (
          <label class="search">
            <span class="unseen">Find a field</span>
            <input
              type="search"
              placeholder="Find a field"
              value={search}
              onInput={(event) => setSearch(event.currentTarget.value)}
            />
          </label>
        )}
      </div>
      <fieldset class="chips">
        <legend class="unseen">Fields to draw</legend>
        {fields.slice(0, mostChips).map(({ path }) => (
          <label key={path} class="chip">
            <input type="checkbox" checked={y.includes(path)} onChange={() => toggle(path)} />
            <span
              class="chip-sign"
              style={{ '--chip': y.includes(path) ? `var(${lines[y.indexOf(path)]?.colour})` : 'transparent' }}
            />
            <span class="mono">{path}</span>
            <span class="chip-value">{valueAt(path)}</span>
          </label>
        ))}
        {fields.length > mostChips && <span class="faint">and {fields.length - mostChips} more: search for them</span>}
      </fieldset>
      {y.length === 0 ? (
        <p class="empty">Choose a field to draw.</p>
      ) : (
        <Plot
          label={`${y.join(', ')} over ${x ?? 'the number of the interim result'}, ${length} results`}
          xLabel={x ?? 'interim result'}
          lines={lines}
          data={data}
          logarithmic={logarithmic && positive}
          dark={theme.dark.value}
          onPoint={setPoint}
        />
      )}
    </section>
  );
}
