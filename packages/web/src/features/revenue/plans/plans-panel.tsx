import type { PlanRevenue, RevenueByPlan } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useAskAgain } from '../../../lib/live/use-ask-again.ts';
import { formatCount, formatPercent } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { formatExactMoney } from '../money.ts';
import { byPlanQuery } from '../revenue.api.ts';

const names = {
  several: 'Several plans',
  unknown: 'Not known',
} as const satisfies Record<Exclude<PlanRevenue['kind'], 'one'>, string>;

const nameOf = ({ plan, kind }: PlanRevenue): string =>
  kind === 'one' ? (plan ?? '') : names[kind];

/** Of the MRR in one currency. */
const shareOf = (row: PlanRevenue, { plans }: RevenueByPlan): number => {
  const all = plans.filter(({ currency }) => currency === row.currency);
  return Number(row.mrr) / all.reduce((sum, { mrr }) => sum + Number(mrr), 0);
};

const columns = [
  { title: 'Plan', className: 'pl-4 text-left' },
  { title: 'Subscribers', className: 'px-2 text-right' },
  { title: 'MRR', className: 'px-2 text-right' },
  { title: 'Share', className: 'pr-4 text-right' },
] as const;

/** What the MRR of today is made of. */
export function PlansPanel() {
  const query = useQuery(byPlanQuery);
  useAskAgain(query);
  return (
    <Panel
      title="MRR by plan, today"
      what="the MRR by plan"
      query={query}
      flush
      className="mb-4"
      skeleton={<SkeletonRows rows={4} />}
      isEmpty={({ plans }) => plans.length === 0}
      empty={<EmptyState kind="never" title="Nobody pays at present." />}
    >
      {(shown) => (
        <SmallTable caption="The MRR of today by plan, most first" columns={columns}>
          {shown.plans.map((row) => (
            <PlanRow key={`${row.currency} ${row.kind} ${row.plan}`} row={row} shown={shown} />
          ))}
        </SmallTable>
      )}
    </Panel>
  );
}

function PlanRow({ row, shown }: { row: PlanRevenue; shown: RevenueByPlan }) {
  const share = shareOf(row, shown);
  return (
    <SmallRow className="h-9">
      <th scope="row" className="pl-4 text-left font-normal break-words">
        {nameOf(row)}
      </th>
      <td className="px-2 text-right" data-numeric>
        {formatCount(row.subscribers)}
      </td>
      <td className="px-2 text-right whitespace-nowrap" data-numeric>
        {formatExactMoney(Number(row.mrr), row.currency)}
      </td>
      <td className="pr-4 text-right" data-numeric>
        {formatPercent(share)}
      </td>
    </SmallRow>
  );
}
