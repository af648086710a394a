import { useMemo, useRef, useState } from 'preact/hooks';
import { initiallyOpen, type TreeRow, visibleRows } from '../json/rows.ts';
import type { JsonNode } from '../json/tree.ts';
import { Icon } from './Icon.tsx';

/** Longer values are cut on the screen; the raw text has them in full. */
const longestValue = 400;

/** A JSON value that can be opened and closed. Numbers stand as they were written. Keys as in the ARIA tree pattern. */
export function JsonTree({ text, tree, label }: { text: string; tree: JsonNode; label: string }) {
  const [opened, setOpened] = useState(() => initiallyOpen(tree));
  const rows = useMemo(() => visibleRows(tree, opened), [tree, opened]);
  const [current, setCurrent] = useState(rows[0]?.id);
  const list = useRef<HTMLDivElement>(null);
  const currentId = rows.some(({ id }) => id === current) ? current : rows[0]?.id;

  const toggle = (row: TreeRow, open = !row.open) => {
    if (row.open === undefined) return;
    const next = new Set(opened);
    if (open) next.add(row.id);
    else next.delete(row.id);
    setOpened(next);
  };
  const focus = (row: TreeRow | undefined) => {
    if (row === undefined) return;
    setCurrent(row.id);
    const index = rows.indexOf(row);
    list.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[index]?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const at = rows.findIndex(({ id }) => id === currentId);
    const row = rows[at];
    if (row === undefined) return;
    const actions: Record<string, () => void> = {
      ArrowDown: () => focus(rows[at + 1]),
      ArrowUp: () => focus(rows[at - 1]),
      Home: () => focus(rows[0]),
      End: () => focus(rows.at(-1)),
      ArrowRight: () => (row.open === false ? toggle(row, true) : row.open && focus(rows[at + 1])),
      ArrowLeft: () => (row.open ? toggle(row, false) : focus(rows.find(({ id }) => id === row.parent))),
      Enter: () => toggle(row),
      ' ': () => toggle(row),
    };
    const action = actions[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };

  return (
    <div class="tree" role="tree" aria-label={label} ref={list} onKeyDown={onKey}>
      {rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the tree's
        <div
          key={row.id}
          role="treeitem"
          class="tree-row"
          style={{ '--level': row.level - 1 }}
          aria-level={row.level}
          aria-posinset={row.position}
          aria-setsize={row.siblings}
          aria-expanded={row.open}
          aria-selected={row.id === currentId}
          tabIndex={row.id === currentId ? 0 : -1}
          onClick={() => {
            setCurrent(row.id);
            toggle(row);
          }}
        >
          <span class="tree-fold">{row.open !== undefined && <Icon name="chevron" />}</span>
          {row.label !== undefined && (
            <>
              <span class={row.labelKind === 'key' ? 'json-key' : 'tree-index'}>
                {row.labelKind === 'key' ? row.label : `[${row.label}]`}
              </span>
              <span class="tree-colon">: </span>
            </>
          )}
          <Value row={row} text={text} />
        </div>
      ))}
    </div>
  );
}

function Value({ row, text }: { row: TreeRow; text: string }) {
  const { node, size, open, labelKind } = row;
  if (labelKind === 'range') return <span class="tree-size">{size} values</span>;
  if (node.kind === 'object' || node.kind === 'array') {
    const [left, right] = node.kind === 'object' ? '{}' : '[]';
    if (size === 0) return <span>{`${left}${right}`}</span>;
    const unit = node.kind === 'object' ? (size === 1 ? 'property' : 'properties') : size === 1 ? 'value' : 'values';
    return (
      <span class="tree-size">
        {left}
        {open ? '' : `…${right}`} {size} {unit}
      </span>
    );
  }
  const kind = node.kind === 'boolean' || node.kind === 'null' ? 'word' : node.kind;
  const raw = text.slice(node.start, Math.min(node.end, node.start + longestValue));
  const cut = node.end - node.start - raw.length;
  return (
    <span class={`json-${kind} tree-value`}>
      {raw}
      {cut > 0 && <span class="tree-size"> … {cut} more characters</span>}
    </span>
  );
}
