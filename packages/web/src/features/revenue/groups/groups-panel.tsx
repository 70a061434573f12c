import type { RevenueDimension, RevenueGroup } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { formatCount, formatPercent } from '../../../lib/format.ts';
import { useAskAgain } from '../../../lib/live/use-ask-again.ts';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { formatChange, formatExactMoney } from '../money.ts';
import { gains, kinds, losses } from '../movements/kinds.ts';
import { versusTexts } from '../period.ts';
import { groupsFileUrl, groupsQuery, type AskedGroups } from '../revenue.api.ts';
import { GroupChange } from './group-change.tsx';
import { nameOfGroup, shareOf } from './group-words.ts';

const titles = {
  plan: { panel: 'MRR by plan', column: 'Plan' },
  country: { panel: 'MRR by country', column: 'Country' },
} as const satisfies Record<RevenueDimension, { panel: string; column: string }>;

const moved = [...gains, ...losses] as const;

/** What the MRR is made of, and what moved it, by what customers have now. */
export function GroupsPanel({ asked, compares }: { asked: AskedGroups; compares: boolean }) {
  const query = useQuery(groupsQuery(asked));
  useAskAgain(query);
  const { panel } = titles[asked.by];
  return (
    <Panel
      title={panel}
      what={`the ${panel}`}
      query={query}
      flush
      className="mb-4"
      actions={<ExportGroups asked={asked} />}
      skeleton={<SkeletonRows rows={4} />}
      isEmpty={({ groups }) => groups.length === 0}
      empty={<EmptyState kind="never" title="Nobody paid in this range." />}
    >
      {({ groups, asked: { by, range } }) => (
        <>
          <GroupsTable groups={groups} by={by} versus={compares ? versusTexts[range] : undefined} />
          <p className="border-t border-line px-4 py-2 text-compact text-muted">
            By the {by} that customers have now, or had last: who moves takes the past along.
          </p>
        </>
      )}
    </Panel>
  );
}

function ExportGroups({ asked }: { asked: AskedGroups }) {
  return (
    <DownloadLink href={groupsFileUrl(asked)} holds={`A line for each ${asked.by}, as CSV.`}>
      CSV
    </DownloadLink>
  );
}

/** It stays where it is while the figures are scrolled. */
const named =
  'sticky left-0 bg-surface px-4 text-left max-sm:max-w-36 max-sm:pr-2 max-sm:whitespace-normal';

interface GroupsTableProps {
  groups: readonly RevenueGroup[];
  by: RevenueDimension;
  /** "vs last month"; undefined where nothing is compared. */
  versus: string | undefined;
}

function GroupsTable({ groups, by, versus }: GroupsTableProps) {
  const { panel, column } = titles[by];
  const figures = [
    'Start',
    ...moved.map((kind) => kinds[kind].title),
    'MRR',
    ...(versus === undefined ? [] : [versus]),
    'Share',
    'Subscribers',
  ];
  return (
    <ScrollRegion label={`${panel}, as a table`}>
      <SmallTable
        caption={`${panel} at the start of the range, what moved it, and at its end, most first`}
        columns={[
          { title: column, className: named },
          ...figures.map((title) => ({ title, className: 'px-2' })),
        ]}
        className="text-right whitespace-nowrap"
      >
        {groups.map((group) => (
          <GroupRow
            key={`${group.currency} ${group.kind} ${group.value}`}
            group={group}
            name={nameOfGroup(group, by)}
            share={shareOf(group, groups)}
            compares={versus !== undefined}
          />
        ))}
      </SmallTable>
    </ScrollRegion>
  );
}

interface GroupRowProps {
  group: RevenueGroup;
  name: string;
  share: number | null;
  compares: boolean;
}

function GroupRow({ group, name, share, compares }: GroupRowProps) {
  const { currency } = group;
  return (
    <SmallRow className="h-9">
      <th scope="row" className={`${named} font-normal`}>
        {name}
      </th>
      <td className="px-2">{formatExactMoney(Number(group.start), currency)}</td>
      {moved.map((kind) => (
        <td key={kind} className="px-2">
          {formatChange(Number(group.movements[kind]), currency)}
        </td>
      ))}
      <td className="px-2 font-medium">{formatExactMoney(Number(group.mrr), currency)}</td>
      {compares && (
        <td className="px-2">
          <GroupChange group={group} />
        </td>
      )}
      <td className="px-2">{share === null ? '–' : formatPercent(share)}</td>
      <td className="px-2">{formatCount(group.subscribers)}</td>
    </SmallRow>
  );
}
