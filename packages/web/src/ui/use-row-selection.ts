import { useCallback, useMemo, useRef, useState } from 'react';
import { idsBetween, toggleAll } from './row-selection.ts';

export interface RowSelection<T> {
  readonly ids: ReadonlySet<string>;
  /** The selected rows, those of other pages too. */
  readonly rows: readonly T[];
  /** One row, or with `range` all from the last one on. */
  readonly toggle: (id: string, range?: boolean) => void;
  readonly togglePage: () => void;
  readonly clear: () => void;
}

/** Rows selected by their ids: the selection stays when the list shows another page. */
export const useRowSelection = <T>(
  rows: readonly T[],
  rowId: (row: T) => string,
): RowSelection<T> => {
  const [selected, setSelected] = useState<ReadonlyMap<string, T>>(new Map());
  const anchor = useRef<string>(undefined);
  const toggleIds = useCallback(
    (ids: readonly string[]): void =>
      setSelected((now) => {
        const next = toggleAll(new Set(now.keys()), ids);
        const known = new Map([...now, ...rows.map((row) => [rowId(row), row] as const)]);
        return new Map([...known].filter(([id]) => next.has(id)));
      }),
    [rows, rowId],
  );
  return useMemo(
    () => ({
      ids: new Set(selected.keys()),
      rows: [...selected.values()],
      toggle: (id, range = false) => {
        const ids = rows.map(rowId);
        toggleIds(range && anchor.current ? idsBetween(ids, anchor.current, id) : [id]);
        anchor.current = id;
      },
      togglePage: () => toggleIds(rows.map(rowId)),
      clear: () => setSelected(new Map()),
    }),
    [selected, rows, rowId, toggleIds],
  );
};
