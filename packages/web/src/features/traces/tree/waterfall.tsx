/* oxlint-disable jsx-a11y/prefer-tag-over-role -- of thousands of rows only some are there, each placed by hand */
import type { Trace, TraceEntry } from '@taffrail/contract';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Axis, BehindRows } from './axis.tsx';
import { rowHeight } from './columns.ts';
import { findCriticalPath } from './critical-path.ts';
import { findGaps, listTreeRows, skewOf, type Tree } from './prepare-tree.ts';
import { TraceRow } from './trace-row.tsx';
import { treeKeys } from './tree-keys.ts';
import { useWindow } from './use-window.ts';

interface WaterfallProps {
  trace: Trace;
  tree: Tree;
  /** Absent: everything. */
  matches: ((entry: TraceEntry) => boolean) | undefined;
  selectedId: string | undefined;
  onSelect: (id: string | undefined) => void;
  /** The details of the row that the keys are at. */
  onOpen: (id: string) => void;
}

const idOfRow = (index: number): string => `trace-row-${index}`;

/** What belongs to a trace, by ancestry and by time; only the rows in view are drawn. */
export function Waterfall(props: WaterfallProps) {
  const { trace, tree, matches, selectedId, onSelect, onOpen } = props;
  const { entries, durationUs } = trace;
  const grid = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [activeId, setActiveId] = useState(selectedId);
  const rows = useMemo(() => listTreeRows(tree, closed, matches), [tree, closed, matches]);
  const path = useMemo(() => findCriticalPath(tree), [tree]);
  const gaps = useMemo(() => findGaps(entries, durationUs), [entries, durationUs]);
  const view = useWindow(grid, rows.length, rowHeight);
  const active = Math.max(
    0,
    rows.findIndex(({ entry }) => entry.id === activeId),
  );
  const { reveal } = view;
  useEffect(() => reveal(active), [reveal, active]);

  const fold = (id: string, isClosed: boolean): void =>
    setClosed((now) => {
      const next = new Set(now);
      if (isClosed) next.add(id);
      else next.delete(id);
      return next;
    });
  const move = (index: number): void => {
    const id = rows[index]?.entry.id;
    setActiveId(id);
    // Details that are open follow.
    if (selectedId !== undefined && id !== undefined) onSelect(id);
  };
  const select = (id: string): void => {
    setActiveId(id);
    onSelect(id === selectedId ? undefined : id);
  };
  return (
    <div
      ref={grid}
      role="treegrid"
      aria-label="What belongs to the trace"
      aria-rowcount={rows.length + 1}
      aria-activedescendant={rows.length > 0 ? idOfRow(active) : undefined}
      tabIndex={0}
      onScroll={view.onScroll}
      onKeyDown={treeKeys({
        rows,
        active,
        move,
        fold,
        open: () => rows[active] && onOpen(rows[active].entry.id),
        close: () => onSelect(undefined),
      })}
      className="max-h-[65dvh] overflow-y-auto border-t border-line"
    >
      <Axis durationUs={durationUs} />
      <div role="rowgroup" className="relative" style={{ height: rows.length * rowHeight }}>
        <BehindRows durationUs={durationUs} gaps={gaps} />
        {rows.slice(view.first, view.end).map((row, offset) => {
          const index = view.first + offset;
          const { id } = row.entry;
          return (
            <TraceRow
              key={id}
              id={idOfRow(index)}
              row={row}
              index={index}
              durationUs={durationUs}
              skewUs={skewOf(tree, row.entry)}
              critical={path.get(id)}
              isActive={index === active}
              isSelected={id === selectedId}
              onSelect={() => select(id)}
              onFold={() => fold(id, row.isOpen)}
            />
          );
        })}
      </div>
    </div>
  );
}
