import { BulkActionName, BulkActionState, BulkRowState } from '@taffrail/contract';
import { z } from 'zod';
import { oneValueFilters } from '../../lib/url/one-value-filters.ts';
import { CursorParam, FilterParam } from '../../lib/url/search-params.ts';

export const bulkFilters = oneValueFilters({ action: BulkActionName, state: BulkActionState });

export const BulkActionsSearch = z.object({
  f: z.array(FilterParam.refine(bulkFilters.isFilter)).max(2).optional(),
  after: CursorParam.optional(),
});
export type BulkActionsSearch = z.infer<typeof BulkActionsSearch>;

const rowFilters = oneValueFilters({ state: BulkRowState });

export const BulkActionSearch = z.object({
  f: z.array(FilterParam.refine(rowFilters.isFilter)).max(1).optional(),
  after: CursorParam.optional(),
});
export type BulkActionSearch = z.infer<typeof BulkActionSearch>;

export const readRowState = ({ f }: BulkActionSearch): BulkRowState | undefined =>
  rowFilters.read(f).state;

export const withRowState = (state: BulkRowState | undefined): BulkActionSearch => ({
  f: rowFilters.write({ state }),
  after: undefined,
});
