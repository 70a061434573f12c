import { truncateMiddle } from '../../lib/format.ts';
import { FilterChip } from '../../ui/filter-chip.tsx';
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
      />
      <FilterSelect
        label="Actor"
        any="Anybody"
        value={actorId}
        onChange={(next) => onFilter({ actorId: next })}
        options={actors.map(({ id, name }) => ({ value: id, label: name }))}
        className="sm:max-w-80"
      />
      {targetId !== undefined && (
        <FilterChip
          title="Target"
          value={targetLabel ?? truncateMiddle(targetId)}
          onRemove={() => onFilter({ targetId: undefined })}
        />
      )}
    </FilterToolbar>
  );
}
