import type { RevenueDimension, RevenueGroup } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { formatCount, formatPercent } from '../../../lib/format.ts';
import { useAskAgain } from '../../../lib/live/use-ask-again.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { formatChange, formatExactMoney } from '../money.ts';
import { gains, kinds, losses } from '../movements/kinds.ts';
import { groupsFileUrl, groupsQuery, type AskedGroups } from '../revenue.api.ts';
import { nameOfGroup, shareOf } from './group-words.ts';

const titles = {
  plan: { panel: 'MRR by plan', column: 'Plan' },
  country: { panel: 'MRR by country', column: 'Country' },
} as const satisfies Record<RevenueDimension, { panel: string; column: string }>;

const moved = [...gains, ...losses] as const;

/** What the MRR is made of, and what moved it, by what customers have now. */
export function GroupsPanel({ asked }: { asked: AskedGroups }) {
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
      {({ groups, asked: { by } }) => (
        <>
          <GroupsTable groups={groups} by={by} />
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
    <a
      href={groupsFileUrl(asked)}
      download
      title={`A line for each ${asked.by}, as CSV. The audit log keeps who exported what.`}
      className={buttonClass()}
    >
      <Download size={14} aria-hidden />
      CSV
    </a>
  );
}

function GroupsTable({ groups, by }: { groups: readonly RevenueGroup[]; by: RevenueDimension }) {
  const { panel, column } = titles[by];
  const headings = [
    'Start',
    ...moved.map((kind) => kinds[kind].title),
    'MRR',
    'Share',
    'Subscribers',
  ];
  return (
    <section
      aria-label={`${panel}, as a table`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
      tabIndex={0}
      className="overflow-x-auto"
    >
      <table className="w-full text-right text-compact whitespace-nowrap">
        <caption className="sr-only">
          {panel} at the start of the range, what moved it, and at its end, most first
        </caption>
        <thead className="text-muted">
          <tr className="h-8">
            <th scope="col" className="px-4 text-left font-medium">
              {column}
            </th>
            {headings.map((title) => (
              <th key={title} scope="col" className="px-3 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow
              key={`${group.currency} ${group.kind} ${group.value}`}
              group={group}
              name={nameOfGroup(group, by)}
              share={shareOf(group, groups)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface GroupRowProps {
  group: RevenueGroup;
  name: string;
  share: number | null;
}

function GroupRow({ group: { currency, ...group }, name, share }: GroupRowProps) {
  return (
    <tr className="h-9 border-t border-line">
      <th scope="row" className="px-4 text-left font-normal">
        {name}
      </th>
      <td className="px-3">{formatExactMoney(Number(group.start), currency)}</td>
      {moved.map((kind) => (
        <td key={kind} className="px-3">
          {formatChange(Number(group.movements[kind]), currency)}
        </td>
      ))}
      <td className="px-3 font-medium">{formatExactMoney(Number(group.mrr), currency)}</td>
      <td className="px-3">{share === null ? '–' : formatPercent(share)}</td>
      <td className="px-3">{formatCount(group.subscribers)}</td>
    </tr>
  );
}
