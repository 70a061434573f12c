import { SourceKind } from '@taffrail/contract';
import { z } from 'zod';
import { oneValueFilters } from '../../lib/url/one-value-filters.ts';
import { CursorParam, FilterParam } from '../../lib/url/search-params.ts';
import { fromTheTop } from '../../lib/url/use-paging.ts';

/** The poisoned ones first: they are what somebody has to look at. */
export const InboxView = z.enum(['poisoned', 'waiting', 'held', 'ignored', 'read', 'all']);
export type InboxView = z.infer<typeof InboxView>;
export const defaultView: InboxView = 'poisoned';

export const viewStates = {
  poisoned: 'poisoned',
  waiting: 'waiting',
  held: 'held',
  ignored: 'ignored',
  read: 'done',
  all: undefined,
} as const;

/** One value each; the names are the API's. */
export const inboxFilters = oneValueFilters({ kind: SourceKind, sourceId: z.uuid() });
export type InboxFilters = ReturnType<typeof inboxFilters.read>;

export const InboxSearch = z.object({
  f: z.array(FilterParam.refine(inboxFilters.isFilter)).max(2).optional(),
  after: CursorParam.optional(),
  view: InboxView.optional(),
  /** The delivery that is open. */
  peek: z.uuid().optional(),
});
export type InboxSearch = z.infer<typeof InboxSearch>;

/** The parameters of another view, from its first page on. */
export const inView = (search: InboxSearch, view: InboxView): InboxSearch => ({
  ...search,
  view: view === defaultView ? undefined : view,
  ...fromTheTop,
});
