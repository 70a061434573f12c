import type { KeyboardEvent } from 'react';
import { rowHeight } from './columns.ts';
import type { TreeRow } from './prepare-tree.ts';

export interface TreeActions {
  readonly rows: readonly TreeRow[];
  /** Of the row that the keys are at. */
  readonly active: number;
  readonly move: (index: number) => void;
  readonly fold: (id: string, closed: boolean) => void;
  readonly open: () => void;
  readonly close: () => void;
}

const indexOfParent = (rows: readonly TreeRow[], from: number): number => {
  const level = rows[from]?.level ?? 1;
  for (let index = from - 1; index >= 0; index -= 1)
    if ((rows[index]?.level ?? 1) < level) return index;
  return from;
};

const nextError = (rows: readonly TreeRow[], from: number, step: 1 | -1): number => {
  for (let index = from + step; index >= 0 && index < rows.length; index += step)
    if (rows[index]?.entry.status === 'error') return index;
  return from;
};

/** As trees are walked everywhere (WAI-ARIA, treegrid), and n and p from failure to failure. */
export const treeKeys =
  ({ rows, active, move, fold, open, close }: TreeActions) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[active];
    const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeight) - 2);
    const last = rows.length - 1;
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(Math.min(last, active + 1)),
      ArrowUp: () => move(Math.max(0, active - 1)),
      PageDown: () => move(Math.min(last, active + page)),
      PageUp: () => move(Math.max(0, active - page)),
      Home: () => move(0),
      End: () => move(last),
      ArrowRight: () => {
        if (!row?.hasParts) return;
        if (row.isOpen) move(active + 1);
        else fold(row.entry.id, false);
      },
      ArrowLeft: () => {
        if (row?.isOpen) fold(row.entry.id, true);
        else move(indexOfParent(rows, active));
      },
      n: () => move(nextError(rows, active, 1)),
      p: () => move(nextError(rows, active, -1)),
      Enter: open,
      Escape: close,
    };
    const run = keys[event.key];
    if (!run || !row) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
