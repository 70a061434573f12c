import { BulkActionName, BulkActionState, BulkRowState } from '@taffrail/contract';
import { z } from 'zod';
import { oneValueFilters } from '../../lib/url/one-value-filters.ts';
import { CursorParam, FilterParam } from '../../lib/url/search-params.ts';

const filters = oneValueFilters({ action: BulkActionName, state: BulkActionState });

export const BulkActionsSearch = z.object({
  f: z.array(FilterParam.refine(filters.isFilter)).max(2).optional(),
  after: CursorParam.optional(),
});
export type BulkActionsSearch = z.infer<typeof BulkActionsSearch>;

export interface BulkActionFilters {
  readonly action?: BulkActionName | undefined;
  readonly state?: BulkActionState | undefined;
}

export const readBulkFilters = (texts: readonly string[] | undefined): BulkActionFilters =>
  filters.read(texts) as BulkActionFilters;

/** The parameters with some filters changed, from the first page on. */
export const withBulkFilters = (
  search: BulkActionsSearch,
  change: BulkActionFilters,
): BulkActionsSearch => ({
  ...search,
  f: filters.write({ ...readBulkFilters(search.f), ...change }),
  after: undefined,
});

const rowFilters = oneValueFilters({ state: BulkRowState });

export const BulkActionSearch = z.object({
  f: z.array(FilterParam.refine(rowFilters.isFilter)).max(1).optional(),
  after: CursorParam.optional(),
});
export type BulkActionSearch = z.infer<typeof BulkActionSearch>;

export const readRowState = ({ f }: BulkActionSearch): BulkRowState | undefined =>
  rowFilters.read(f).state as BulkRowState | undefined;

export const withRowState = (state: BulkRowState | undefined): BulkActionSearch => ({
  f: rowFilters.write({ state }),
  after: undefined,
});
