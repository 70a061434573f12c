import { NotificationState, type Notification, type NotificationChannel } from '@taffrail/contract';
import { X } from 'lucide-react';
import { useRef } from 'react';
import { truncateMiddle } from '../../../lib/format.ts';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { Button } from '../../../ui/button.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { stateLooks } from '../notification-words.ts';
import type { NotificationFilters } from './notifications-search.ts';

const any = '';
const states = [
  { value: any, label: 'Any state' },
  ...NotificationState.options.map((value) => ({ value, label: stateLooks[value].word })),
] as const;

interface NotificationsToolbarProps {
  filters: NotificationFilters;
  channels: readonly NotificationChannel[];
  /** Where the incident that is filtered by may be named. */
  rows: readonly Notification[];
  onFilter: (filters: NotificationFilters) => void;
}

/** A state, a channel, an incident. */
export function NotificationsToolbar(props: NotificationsToolbarProps) {
  const { filters, channels, rows, onFilter } = props;
  const bar = useRef<HTMLDivElement>(null);
  const { state, channelId, incidentId, runId, traceId } = filters;
  const incident = rows.find((row) => row.incident?.id === incidentId)?.incident;
  useShortcut('f', 'Filter', () => bar.current?.querySelector('select')?.focus());
  const known = channels.map(({ id, name }) => ({ value: id, label: name }));
  const isGone = channelId !== undefined && !known.some(({ value }) => value === channelId);
  return (
    <div ref={bar} className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
      <ToolbarSelect
        label="State"
        value={state ?? any}
        onChange={(value) => onFilter({ ...filters, state: value || undefined })}
        options={states}
      />
      <ToolbarSelect
        label="Channel"
        value={channelId ?? any}
        onChange={(value) => onFilter({ ...filters, channelId: value || undefined })}
        options={[
          { value: any, label: 'Any channel' },
          ...known,
          ...(isGone ? [{ value: channelId, label: 'A removed channel' }] : []),
        ]}
        className="sm:max-w-60"
      />
      {incidentId !== undefined && (
        <Chip
          title="Incident"
          value={incident ? `#${incident.number}` : truncateMiddle(incidentId)}
          onRemove={() => onFilter({ ...filters, incidentId: undefined })}
        />
      )}
      {runId !== undefined && (
        <Chip
          title="Run"
          value={truncateMiddle(runId)}
          onRemove={() => onFilter({ ...filters, runId: undefined })}
        />
      )}
      {traceId !== undefined && (
        <Chip
          title="Trace"
          value={truncateMiddle(traceId)}
          onRemove={() => onFilter({ ...filters, traceId: undefined })}
        />
      )}
    </div>
  );
}

function Chip({ title, value, onRemove }: { title: string; value: string; onRemove: () => void }) {
  return (
    <Button
      className="text-compact"
      aria-label={`Remove the filter ${title} ${value}`}
      onClick={onRemove}
    >
      <span className="text-muted">{title}:</span> {value}
      <X size={12} aria-hidden />
    </Button>
  );
}
