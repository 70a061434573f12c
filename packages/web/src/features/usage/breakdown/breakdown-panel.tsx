import { UsageGroup, type UsageRow } from '@taffrail/contract';
import { useMemo } from 'react';
import { formatUsd, plural } from '../../../lib/format.ts';
import { Choice } from '../../../ui/choice.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { useNarrow } from '../../../ui/use-media.ts';
import { usageFileUrl, type AskedUsage, type ShownBreakdown } from '../usage.api.ts';
import type { UsagePageState } from '../use-usage-page.ts';
import { groupTitles, nameOfSubject } from '../words.ts';
import { breakdownColumns } from './breakdown-columns.tsx';

const groups = UsageGroup.options.map((value) => ({ value, label: groupTitles[value] }));
const things = {
  provider: 'providers',
  model: 'models',
  route: 'routes',
  organization: 'organizations',
  user: 'users',
} as const satisfies Record<UsageGroup, string>;

const rowId = ({ subject }: UsageRow): string => `${subject.provider ?? ''} ${subject.key ?? ''}`;

/** What it was spent on, the costliest first. */
export function BreakdownPanel({ page }: { page: UsagePageState }) {
  const { asked, breakdown, compares, searchWith } = page;
  const { data } = breakdown;
  const columns = useMemo(
    () => (data ? breakdownColumns({ shown: data, compares, searchWith }) : []),
    // The links follow from what is asked for.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [data, compares, asked],
  );
  return (
    <div id="breakdown" className="scroll-mt-16">
      <Panel
        title="Breakdown"
        query={breakdown}
        what="the breakdown"
        flush
        className="mb-4"
        actions={
          <>
            <GroupChoice page={page} />
            <ExportUsage asked={asked} />
          </>
        }
        isEmpty={({ rows }) => rows.length === 0}
        empty={<EmptyState kind="filter" title={`No ${things[asked.group]} in this range.`} />}
      >
        {(shown) => (
          <>
            <WhatUsersLack shown={shown} />
            <DataTable
              caption={`Cost by ${groupTitles[shown.asked.group].toLowerCase()}`}
              columns={columns}
              rows={shown.rows}
              rowId={rowId}
              rowName={({ subject }) => nameOfSubject(shown.asked.group, subject)}
            />
            <Rest shown={shown} />
          </>
        )}
      </Panel>
    </div>
  );
}

/** What is told apart; a list where five do not fit beside each other. */
function GroupChoice({ page: { asked, chooseGroup } }: { page: UsagePageState }) {
  const props = { label: 'By', value: asked.group, onChange: chooseGroup, options: groups };
  return useNarrow() ? <ToolbarSelect {...props} /> : <Choice {...props} labelHidden />;
}

/** Why a filter that was set is gone, or cannot be set. */
function WhatUsersLack({ shown: { asked } }: { shown: ShownBreakdown }) {
  if (asked.group !== 'user') return null;
  return (
    <p className="border-b border-line px-4 py-2 text-compact text-muted">
      What a user cost is kept by day and organization, not by what was called: filters of provider,
      model and route do not hold here. A user’s jobs can be filtered by all three.
    </p>
  );
}

/** What the rows leave out: more of them, or jobs that were nobody's. */
function Rest({ shown: { rest, rows, count, asked } }: { shown: ShownBreakdown }) {
  if (!rest) return null;
  const more = count - rows.length;
  const words = [
    ...(more > 0 ? [`${more} more ${things[asked.group]}`] : []),
    ...(asked.group === 'user'
      ? [more > 0 ? 'jobs that named no user' : 'Jobs that named no user']
      : []),
  ].join(' and ');
  return (
    <p className="border-t border-line px-4 py-2 text-compact text-muted">
      {words || 'Others'}: {formatUsd(Number(rest.costUsd))} of {plural(rest.jobs, 'job')}. The CSV
      has every {groupTitles[asked.group].toLowerCase()}.
    </p>
  );
}

function ExportUsage({ asked }: { asked: AskedUsage }) {
  return (
    <DownloadLink
      href={usageFileUrl(asked)}
      holds={`A line for each day and ${groupTitles[asked.group].toLowerCase()}, as CSV.`}
      shortcut="Export the usage"
    >
      CSV
    </DownloadLink>
  );
}
