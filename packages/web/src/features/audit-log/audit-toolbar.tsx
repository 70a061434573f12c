import { X } from 'lucide-react';
import { truncateMiddle } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { FilterSelect } from '../../ui/list/filter-select.tsx';
import { FilterToolbar } from '../../ui/list/filter-toolbar.tsx';
import type { AuditFilters } from './audit-filters.ts';
import { actionPrefixes, knownActions } from './audit-words.ts';
import type { Actor } from './audit-log.api.ts';

interface AuditToolbarProps {
  filters: AuditFilters;
  actors: readonly Actor[];
  /** What the target is called, where that is known. */
  targetLabel: string | undefined;
  onFilter: (change: AuditFilters) => void;
  onClear: () => void;
}

const actions: readonly { value: string; label: string }[] = [
  ...Object.entries(actionPrefixes).map(([value, label]) => ({ value, label })),
  ...knownActions.map((value) => ({ value, label: value })),
];

/** An action, an actor, a target: one of each. */
export function AuditToolbar(props: AuditToolbarProps) {
  const { filters, actors, targetLabel, onFilter, onClear } = props;
  const { action, actorId, targetId } = filters;
  return (
    <FilterToolbar filters={filters} onClear={onClear}>
      <FilterSelect
        label="Action"
        any="Any action"
        value={action}
        onChange={(next) => onFilter({ action: next })}
        options={actions}
        {...(action !== undefined && { unknown: truncateMiddle(action, 24) })}
      />
      <FilterSelect
        label="Actor"
        any="Anybody"
        value={actorId}
        onChange={(next) => onFilter({ actorId: next })}
        options={actors.map(({ id, name }) => ({ value: id, label: name }))}
        {...(actorId !== undefined && { unknown: truncateMiddle(actorId, 24) })}
        className="sm:max-w-80"
      />
      {targetId !== undefined && (
        <Button
          className="max-w-80 text-compact"
          aria-label={`Remove the filter of the target ${targetLabel ?? targetId}`}
          onClick={() => onFilter({ targetId: undefined })}
        >
          <span className="truncate">
            <span className="text-muted">Target:</span> {targetLabel ?? truncateMiddle(targetId)}
          </span>
          <X size={12} aria-hidden />
        </Button>
      )}
    </FilterToolbar>
  );
}
