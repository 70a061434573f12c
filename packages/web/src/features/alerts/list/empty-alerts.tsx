import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { ConnectSource } from '../../../ui/connect-source.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { NothingMatches } from '../../../ui/list/nothing-matches.tsx';
import { defaultRange } from '../alerts-search.ts';
import { filterChange, type AlertsPageState } from '../use-alerts-page.ts';

const isOnly = ({ filters, search }: AlertsPageState, field: string): boolean =>
  search.q === undefined && filters.length === 1 && filters[0]?.field === field;

/** Nothing ever, nothing by filter and range, or nothing and good. */
export function EmptyAlerts({ page }: { page: AlertsPageState }) {
  const { filters, search, range, change, move } = page;
  const isNarrow = range !== defaultRange;
  if (filters.length === 0 && search.q === undefined && !isNarrow)
    return (
      <EmptyState kind="never" title="No alert has come yet.">
        <p>
          Alerts come from Alertmanager, Sentry, GitHub or any system that can call an address, and
          from the console’s own checks and heartbeats.
        </p>
        <ConnectSource />
      </EmptyState>
    );
  if (!isNarrow && isOnly(page, 'status') && filters[0]?.values[0] === 'firing')
    return <EmptyState kind="good" title="Nothing fires." />;
  if (!isNarrow && isOnly(page, 'flapping'))
    return <EmptyState kind="good" title="Nothing flaps." />;
  if (!isNarrow && isOnly(page, 'incidentId') && filters[0]?.values[0] === 'none')
    return <EmptyState kind="good" title="Every alert is part of an incident." />;
  const count = filters.length + (search.q === undefined ? 0 : 1);
  return (
    <NothingMatches
      title={
        count === 0
          ? 'No alert began to fire in this range.'
          : `No alert${isNarrow ? ' of this range' : ''} matches ${plural(count, 'filter')}.`
      }
      onClear={count > 0 ? () => change(filterChange([], '')) : undefined}
    >
      {isNarrow && <Button onClick={() => move(defaultRange)}>Whenever it began to fire</Button>}
    </NothingMatches>
  );
}
