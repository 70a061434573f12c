import { X } from 'lucide-react';
import { useRef } from 'react';
import { truncateMiddle } from '../../lib/format.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button } from '../../ui/button.tsx';
import { ToolbarSelect } from '../../ui/toolbar-select.tsx';
import type { AuditFilters } from './audit-filters.ts';
import { actionPrefixes, knownActions } from './audit-words.ts';
import type { Actor } from './audit-log.api.ts';

interface AuditToolbarProps {
  filters: AuditFilters;
  actors: readonly Actor[];
  /** What the target is called, where that is known. */
  targetLabel: string | undefined;
  onChange: (filters: AuditFilters) => void;
}

const everything = '';

const actionOptions = [
  { value: everything, label: 'Any action' },
  ...Object.entries(actionPrefixes).map(([value, label]) => ({ value, label })),
  ...knownActions.map((value) => ({ value, label: value })),
];

/** An action, an actor, a target: one of each. */
export function AuditToolbar({ filters, actors, targetLabel, onChange }: AuditToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const { action, actorId, targetId } = filters;
  const set = (change: AuditFilters): void => onChange({ ...filters, ...change });
  useShortcut('f', 'Filter', () => bar.current?.querySelector('select')?.focus());
  return (
    <div ref={bar} className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
      <ToolbarSelect
        label="Action"
        value={action ?? everything}
        onChange={(value) => set({ action: value || undefined })}
        options={withChosen(actionOptions, action)}
        className="max-sm:w-full"
      />
      <ToolbarSelect
        label="Actor"
        value={actorId ?? everything}
        onChange={(value) => set({ actorId: value || undefined })}
        options={withChosen(
          [
            { value: everything, label: 'Anybody' },
            ...actors.map(({ id, name }) => ({ value: id, label: name })),
          ],
          actorId,
        )}
        className="max-sm:w-full sm:max-w-80"
      />
      {targetId !== undefined && (
        <Button
          className="max-w-80 text-compact"
          aria-label={`Remove the filter of the target ${targetLabel ?? targetId}`}
          onClick={() => set({ targetId: undefined })}
        >
          <span className="truncate">
            <span className="text-muted">Target:</span> {targetLabel ?? truncateMiddle(targetId)}
          </span>
          <X size={12} aria-hidden />
        </Button>
      )}
      {Object.values(filters).some((value) => value !== undefined) && (
        <Button look="quiet" className="text-compact" onClick={() => onChange({})}>
          Clear filters
        </Button>
      )}
    </div>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** What a link asked for can be chosen, too. */
const withChosen = (options: readonly Option[], chosen: string | undefined): readonly Option[] =>
  chosen === undefined || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: truncateMiddle(chosen, 24) }];
