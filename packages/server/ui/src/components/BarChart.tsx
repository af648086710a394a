import { useState } from 'preact/hooks';
import { type Counts, type CountsOrder, sortedEntries } from '../data/counts.ts';
import { Choice } from './Choice.tsx';

const shownAtFirst = 32;
const mostShown = 2_000;

/** Outcomes and how often each was seen, as a table whose bars make it a chart. */
export function BarChart({ counts }: { counts: Counts }) {
  const [order, setOrder] = useState<CountsOrder>('outcome');
  const [all, setAll] = useState(false);
  const entries = sortedEntries(counts, order);
  const shown = entries.slice(0, all ? mostShown : shownAtFirst);
  const most = Math.max(...entries.map(([, count]) => count));
  const longest = Math.min(40, Math.max(...shown.map(([outcome]) => outcome.length)));
  const name = counts.path === '' ? 'counts' : counts.path;
  return (
    <figure class="bars" style={{ '--label-width': `${longest}ch` }}>
      <figcaption>
        <code>{name}</code>
        <span class="faint">
          {counts.total.toLocaleString('en')} in {entries.length} {entries.length === 1 ? 'outcome' : 'outcomes'}
        </span>
        <Choice
          label={`Order of ${name}`}
          name={`order-${name}`}
          options={[
            { value: 'outcome', label: 'By outcome' },
            { value: 'count', label: 'By count' },
          ]}
          value={order}
          onChange={setOrder}
        />
      </figcaption>
      <table>
        <thead class="unseen">
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Share of the largest</th>
            <th scope="col">Count</th>
            <th scope="col">Part of all</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(([outcome, count]) => (
            <tr key={outcome}>
              <th scope="row">
                <div>{outcome}</div>
              </th>
              <td class="bar" aria-hidden="true">
                <div style={{ width: `${(count / most) * 100}%` }} />
              </td>
              <td class="number">{count.toLocaleString('en')}</td>
              <td class="number faint">{((count / counts.total) * 100).toFixed(1)}&thinsp;%</td>
            </tr>
          ))}
        </tbody>
      </table>
      {entries.length > shown.length && (
        <button type="button" class="button quiet" onClick={() => setAll(true)} disabled={all}>
          {all ? `The first ${mostShown} of ${entries.length}` : `Show all ${entries.length}`}
        </button>
      )}
    </figure>
  );
}
