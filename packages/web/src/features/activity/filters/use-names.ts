import type { Activity } from '@taffrail/contract';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { valuesOf, type Filter } from '../../../lib/filters.ts';
import { organizationsQuery, usersQuery } from '../activity.api.ts';
import type { Candidate } from './meant.ts';

/** The names of organizations and users by their ids, also those of the product. */
export type Names = ReadonlyMap<string, string>;

const toNames = (found: readonly Candidate[]): Names => {
  const names = new Map<string, string>();
  for (const { id, externalId, name } of found) {
    if (name === null) continue;
    names.set(id, name);
    if (externalId !== null) names.set(externalId, name);
  }
  return names;
};

/** Of those that are filtered by: from the rows, or else asked for. */
export const useNames = (
  filters: readonly Filter[],
  rows: readonly Activity[],
  mayAsk: boolean,
): Names => {
  const inRows = useMemo(
    () =>
      toNames(rows.flatMap(({ user, organization }) => [user ?? [], organization ?? []].flat())),
    [rows],
  );
  const organizations = valuesOf(filters, 'organizationId').map(organizationsQuery);
  const users = valuesOf(filters, 'userId').map(usersQuery);
  const asked = useQueries({
    queries: mayAsk ? [...organizations, ...users] : [],
    combine: (results) =>
      toNames(results.flatMap(({ data }): readonly Candidate[] => data?.items ?? [])),
  });
  return useMemo(() => new Map([...inRows, ...asked]), [inRows, asked]);
};
