import type { BulkFilter, BulkTarget } from '@taffrail/contract';
import { useMemo, useState } from 'react';
import { useRowSelection, type RowSelection } from '../use-row-selection.ts';

interface Listed {
  /** The query of the list, as the API has it; without cursor and limit. */
  readonly filter: Readonly<Record<string, string | undefined>>;
  /** There are rows that are on none of the pages shown so far. */
  readonly hasMore: boolean;
}

export interface ListSelection<T> {
  /** For `DataTable`. */
  readonly rows: RowSelection<T>;
  /** What an action is about; nothing is selected without it. */
  readonly target: BulkTarget | undefined;
  /** All that the filter gives, on all pages. */
  readonly isAll: boolean;
  /** The page is selected, and there is more than the page. */
  readonly mayBeAll: boolean;
  readonly filter: BulkFilter;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

const given = (filter: Listed['filter']): BulkFilter =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/**
 * Rows of a list that something is to be done to: those that were selected, on whatever page, or all
 * that its filter gives. Another filter is another list; rows that were selected by hand stay.
 */
export const useListSelection = <T>(
  items: readonly T[],
  rowId: (row: T) => string,
  { filter: asked, hasMore }: Listed,
): ListSelection<T> => {
  const byHand = useRowSelection(items, rowId);
  const filter = given(asked);
  const asText = JSON.stringify(filter);
  const [allOf, setAllOf] = useState<string>();
  const isAll = allOf === asText;
  return useMemo(() => {
    const byOne = (run: () => void) => {
      setAllOf(undefined);
      run();
    };
    const clear = (): void => byOne(byHand.clear);
    const ids = [...byHand.ids];
    const named = ids.length === 0 ? undefined : { ids };
    return {
      rows: {
        ...byHand,
        ids: isAll ? new Set([...ids, ...items.map(rowId)]) : byHand.ids,
        toggle: (id, range) => byOne(() => byHand.toggle(id, range)),
        togglePage: () => byOne(byHand.togglePage),
        clear,
      },
      target: isAll ? { filter: JSON.parse(asText) as BulkFilter } : named,
      isAll,
      mayBeAll: hasMore && items.length > 0 && items.every((row) => byHand.ids.has(rowId(row))),
      filter: JSON.parse(asText) as BulkFilter,
      selectAll: () => setAllOf(asText),
      clear,
    };
  }, [byHand, items, rowId, asText, isAll, hasMore]);
};
