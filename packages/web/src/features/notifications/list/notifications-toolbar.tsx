import { NotificationState, type Notification, type NotificationChannel } from '@taffrail/contract';
import { truncateMiddle } from '../../../lib/format.ts';
import type { FilteredList } from '../../../lib/url/use-filtered-list.ts';
import { FilterChip } from '../../../ui/filter-chip.tsx';
import { FilterSelect } from '../../../ui/list/filter-select.tsx';
import { FilterToolbar } from '../../../ui/list/filter-toolbar.tsx';
import { stateLooks } from '../notification-words.ts';
import type { NotificationFilters } from './notifications-search.ts';

const states = NotificationState.options.map((value) => ({ value, label: stateLooks[value].word }));

interface NotificationsToolbarProps {
  page: Pick<FilteredList<unknown, NotificationFilters>, 'filters' | 'filter' | 'clear'>;
  channels: readonly NotificationChannel[];
  /** Where the incident that is filtered by may be named. */
  rows: readonly Notification[];
}

/** A state, a channel, an incident. */
export function NotificationsToolbar({ page, channels, rows }: NotificationsToolbarProps) {
  const { filters, filter, clear } = page;
  const { state, channelId, incidentId, runId, traceId } = filters;
  const incident = rows.find((row) => row.incident?.id === incidentId)?.incident;
  return (
    <FilterToolbar filters={filters} onClear={clear}>
      <FilterSelect
        label="State"
        any="Any state"
        value={state}
        onChange={(next) => filter({ state: next })}
        options={states}
      />
      <FilterSelect
        label="Channel"
        any="Any channel"
        value={channelId}
        onChange={(next) => filter({ channelId: next })}
        options={channels.map(({ id, name }) => ({ value: id, label: name }))}
        unknown="A removed channel"
        className="sm:max-w-60"
      />
      {incidentId !== undefined && (
        <FilterChip
          title="Incident"
          value={incident ? `#${incident.number}` : truncateMiddle(incidentId)}
          onRemove={() => filter({ incidentId: undefined })}
        />
      )}
      {runId !== undefined && (
        <FilterChip
          title="Run"
          value={truncateMiddle(runId)}
          onRemove={() => filter({ runId: undefined })}
        />
      )}
      {traceId !== undefined && (
        <FilterChip
          title="Trace"
          value={truncateMiddle(traceId)}
          onRemove={() => filter({ traceId: undefined })}
        />
      )}
    </FilterToolbar>
  );
}
