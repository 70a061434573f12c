import type { Filter } from '../../lib/filters.ts';
import { endsNow } from '../../lib/time/time-range.ts';
import { fromTheTop } from '../../lib/url/use-paging.ts';
import type { PageSize } from '../pager.tsx';

interface Defaults {
  /** Absent where the list has no range. */
  readonly range?: string;
  readonly rows: PageSize;
}

/** Of the words that are searched for; none are not written. */
const textChange = (q: string) => ({ q: q.trim() === '' ? undefined : q, ...fromTheTop });

/** The changes of the address of a list; a default is not written. */
export const listChanges = (
  defaults: Defaults,
  write: (filters: readonly Filter[]) => string[] | undefined,
) => ({
  textChange,
  /** Without words the ones that are searched for stay. */
  filterChange: (filters: readonly Filter[], q?: string) => ({
    f: write(filters),
    ...(q === undefined ? fromTheTop : textChange(q)),
  }),
  rangeChange: (range: string) => ({
    range: range === defaults.range ? undefined : range,
    ...fromTheTop,
    // The live tail is of ranges that end now.
    ...(endsNow(range) ? {} : { live: undefined }),
  }),
  liveChange: (live: boolean) => ({
    live: live ? ('1' as const) : undefined,
    after: undefined,
  }),
  rowsChange: (rows: PageSize) => ({
    rows: rows === defaults.rows ? undefined : rows,
    after: undefined,
  }),
});
