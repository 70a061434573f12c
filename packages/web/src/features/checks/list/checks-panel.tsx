import type { listChecks, RouteAnswer, WatchedCheck } from '@taffrail/contract';
import { useCallback, type ReactNode } from 'react';
import { useCan } from '../../../lib/me.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Link } from '../../../ui/link.tsx';
import { NothingMatches } from '../../../ui/list/nothing-matches.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { RunNowButton } from '../../../ui/run-now.tsx';
import { useOpenRows } from '../../../ui/use-open-rows.ts';
import { resultLooks } from '../check-words.ts';
import { askForRun } from '../checks.api.ts';
import { writeRunFilters } from '../checks-search.ts';
import type { ChecksPageState } from '../use-checks-page.ts';
import { checkColumns, Uptime } from './check-columns.tsx';

interface ChecksPanelProps {
  page: ChecksPageState;
  checks: PanelQuery<RouteAnswer<typeof listChecks>>;
}

const nameOf = ({ name, result }: WatchedCheck): string =>
  result === null ? name : `${name} (${resultLooks[result].word})`;

/** A row for each check. */
export function ChecksPanel({ page, checks }: ChecksPanelProps) {
  const { kind, checkId } = page.filters;
  const { openIds, onToggle } = useOpenRows();
  const matches = (check: WatchedCheck): boolean =>
    (kind === undefined || check.kind === kind) && (checkId === undefined || check.id === checkId);
  const { refetch } = checks;
  const renderDetail = useCallback(
    (check: WatchedCheck): ReactNode => <CheckDetail check={check} refetch={refetch} />,
    [refetch],
  );
  return (
    <Panel
      title="Checks"
      titleHidden
      what="the checks"
      query={checks}
      flush
      isEmpty={({ items }) => !items.some(matches)}
      empty={<NoChecks page={page} />}
    >
      {({ items }) => (
        <DataTable
          caption="Checks, what is bad first"
          columns={checkColumns}
          rows={items.filter(matches)}
          rowId={({ id }) => id}
          rowName={nameOf}
          detail={renderDetail}
          openIds={openIds}
          onToggle={onToggle}
        />
      )}
    </Panel>
  );
}

interface CheckDetailProps {
  check: WatchedCheck;
  refetch: () => unknown;
}

function CheckDetail({ check, refetch }: CheckDetailProps) {
  const { id, name, uptime, lastRunAt, everyMinutes } = check;
  return (
    <div className="grid gap-3">
      <Uptime uptime={uptime} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-compact">
        <RunNowButton
          label="Run now"
          running="Running"
          done={`${name} was run`}
          latestAt={lastRunAt}
          ask={() => askForRun(id)}
          refetch={refetch}
        />
        <span className="text-muted">
          {check.isEnabled
            ? `Runs every ${everyMinutes === 1 ? 'minute' : `${everyMinutes} minutes`}.`
            : 'It is disabled.'}
        </span>
        <Link to="/admin/check-runs" search={{ f: writeRunFilters({ checkId: id }), range: '90d' }}>
          All its runs
        </Link>
      </div>
    </div>
  );
}

function NoChecks({ page: { filters, isFiltered, clear } }: { page: ChecksPageState }) {
  const mayManage = useCan('checks.manage');
  if (filters.condition === 'failing')
    return <EmptyState kind="good" title="No check is failing now." />;
  if (filters.condition === 'flapping')
    return <EmptyState kind="good" title="No check is flapping." />;
  if (isFiltered) return <NothingMatches title="No check matches." onClear={clear} />;
  return (
    <EmptyState kind="never" title="Nothing is checked.">
      {mayManage ? (
        <LinkButton to="/admin/settings/checks" look="primary">
          Set up a check
        </LinkButton>
      ) : (
        'An owner or operator of the console sets checks up.'
      )}
    </EmptyState>
  );
}
