import type { AuditEntry } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useCan } from '../../lib/me.ts';
import { actorName } from './audit-words.ts';
import { keysAsActorsQuery, operatorsAsActorsQuery, type Actor } from './audit-log.api.ts';

/** Who can be chosen: operators and keys, as far as one may see them, and whoever is in view. */
export const useActors = (entries: readonly AuditEntry[]): readonly Actor[] => {
  const maySeeOperators = useCan('operators.manage');
  const maySeeKeys = useCan('keys.manage');
  const operators = useQuery({ ...operatorsAsActorsQuery, enabled: maySeeOperators });
  const keys = useQuery({ ...keysAsActorsQuery, enabled: maySeeKeys });
  return useMemo(() => {
    const seen = entries.flatMap(({ actor }) =>
      actor.id === null ? [] : [{ id: actor.id, name: actorName(actor) }],
    );
    const byId = new Map(
      [...seen, ...(keys.data ?? []), ...(operators.data ?? [])].map((actor) => [actor.id, actor]),
    );
    return [...byId.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  }, [entries, keys.data, operators.data]);
};
