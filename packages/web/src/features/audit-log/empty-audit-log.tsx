import { plural } from '../../lib/format.ts';
import type { ListOverTime } from '../../lib/url/use-list-over-time.ts';
import { BroaderRange, NothingMatches } from '../../ui/list/nothing-matches.tsx';
import type { AuditFilters } from './audit-filters.ts';

interface EmptyAuditLogProps {
  page: Pick<ListOverTime<unknown, AuditFilters>, 'filters' | 'range' | 'clear' | 'move'>;
}

/** The first entry is older than any operator: only a filter or a range shows nothing. */
export function EmptyAuditLog({ page: { filters, range, clear, move } }: EmptyAuditLogProps) {
  const count = Object.values(filters).filter((value) => value !== undefined).length;
  return (
    <NothingMatches
      title={
        count === 0
          ? 'Nothing was done in this range.'
          : `Nothing in this range matches ${plural(count, 'filter')}.`
      }
      onClear={count > 0 ? clear : undefined}
    >
      <BroaderRange range={range} onRange={move} upTo="12m" />
    </NothingMatches>
  );
}
