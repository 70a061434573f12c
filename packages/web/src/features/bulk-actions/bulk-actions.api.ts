import {
  exportBulkActionRows,
  listBulkActionRows,
  listBulkActions,
  type BulkActionName,
  type BulkActionState,
  type BulkRowState,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';

const rowsAPage = 50;

export interface BulkActionsAsked {
  readonly action: BulkActionName | undefined;
  readonly state: BulkActionState | undefined;
  readonly cursor: string | undefined;
}

export const bulkActionsQuery = (asked: BulkActionsAsked) =>
  queryOptions({
    queryKey: ['bulk-actions', 'list', asked],
    queryFn: ({ signal }) =>
      api(listBulkActions, { query: { ...asked, limit: rowsAPage } }, { signal }),
    placeholderData: keepPreviousData,
  });

export interface RowsAsked {
  readonly id: string;
  readonly state: BulkRowState | undefined;
  readonly cursor: string | undefined;
}

export const rowsQuery = ({ id, ...query }: RowsAsked) =>
  queryOptions({
    queryKey: ['bulk-actions', 'rows', id, query],
    queryFn: ({ signal }) =>
      api(
        listBulkActionRows,
        { params: { id }, query: { ...query, limit: rowsAPage } },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

export const outcomesUrl = (id: string): string => urlOf(exportBulkActionRows, { params: { id } });
