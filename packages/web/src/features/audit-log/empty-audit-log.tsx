import { plural } from '../../lib/format.ts';
import { isQuickRange, quickRanges } from '../../lib/time/time-range.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { AuditFilters } from './audit-filters.ts';

interface EmptyAuditLogProps {
  filters: AuditFilters;
  range: string;
  onClear: () => void;
  onRange: (range: string) => void;
}

/** The first entry is older than any operator: only a filter or a range shows nothing. */
export function EmptyAuditLog({ filters, range, onClear, onRange }: EmptyAuditLogProps) {
  const count = Object.values(filters).filter((value) => value !== undefined).length;
  const broader = range === '90d' ? 'ytd' : '90d';
  return (
    <EmptyState
      kind="filter"
      title={
        count === 0
          ? 'Nothing was done in this range.'
          : `Nothing in this range matches ${plural(count, 'filter')}.`
      }
    >
      <span className="flex flex-wrap justify-center gap-2">
        {count > 0 && <Button onClick={onClear}>Clear filters</Button>}
        {isQuickRange(range) && range !== 'ytd' && (
          <Button onClick={() => onRange(broader)}>
            Show {quickRanges[broader].title.toLowerCase()}
          </Button>
        )}
      </span>
    </EmptyState>
  );
}
