import type { UseQueryResult } from '@tanstack/react-query';
import { fillOf } from '../../../charts/draw/series-colours.ts';
import { cx } from '../../../lib/class-names.ts';
import { formatCount } from '../../../lib/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { formatChange, formatExactMoney } from '../money.ts';
import { daysText } from '../period.ts';
import type { ShownRevenue } from '../revenue.api.ts';
import { kinds } from './kinds.ts';
import { toWaterfall, type Balance } from './waterfall.ts';

/** What led from the MRR at the start of the range to the one at its end. */
export function MovementsPanel({ query }: { query: UseQueryResult<ShownRevenue> }) {
  return (
    <div id="movements" className="min-w-0 scroll-mt-(--top-bar)">
      <Panel title="MRR movement" what="the MRR movement" query={query} flush className="h-full">
        {(shown) => (
          <>
            <Movements shown={shown} />
            <MeteredUsage shown={shown} />
          </>
        )}
      </Panel>
    </div>
  );
}

function Movements({ shown }: { shown: ShownRevenue }) {
  const { currency, range, asOf } = shown;
  const { start, end, difference, steps } = toWaterfall(shown);
  const days = daysText(range.from, range.to, new Date(asOf));
  return (
    <table className="w-full text-left">
      <caption className="sr-only">
        From the MRR at the start of {days} to the one at its end
      </caption>
      <thead className="text-compact text-muted">
        <tr className="h-8">
          <th scope="col" className="pl-4 font-medium whitespace-nowrap">
            {days}
          </th>
          <th scope="col" className="px-4 text-right font-medium">
            Customers
          </th>
          <th scope="col" className="pr-4 text-right font-medium">
            MRR
          </th>
          <th scope="col" className="w-1/3 max-sm:hidden">
            <span className="sr-only">Drawn</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <BalanceRow title="Start" balance={start} currency={currency} />
        {steps.map((step) => (
          <tr key={step.kind} className={row}>
            <th scope="row" className="pl-4 font-normal">
              {kinds[step.kind].title}
            </th>
            <td className="px-4 text-right" data-numeric>
              {formatCount(step.customers)}
            </td>
            <td className={money} data-numeric>
              {formatChange(step.amount, currency)}
            </td>
            <td aria-hidden className="pr-4 max-sm:hidden">
              <StepBar from={step.from} to={step.to} fill={fillOf[kinds[step.kind].colour]} />
            </td>
          </tr>
        ))}
        {difference !== 0 && (
          <tr className={cx(row, 'bg-warning-tint')}>
            <th scope="row" colSpan={2} className="pl-4">
              <Status status="warning">Not explained</Status>
            </th>
            <td className={money} data-numeric>
              {formatChange(difference, currency)}
            </td>
            <td className="pr-4 text-compact max-sm:hidden">
              The movements do not add up to the end.
            </td>
          </tr>
        )}
        <BalanceRow title="End" balance={end} currency={currency} />
      </tbody>
    </table>
  );
}

const row = 'h-9 border-t border-line';
const money = 'pr-4 text-right whitespace-nowrap';

function BalanceRow(props: { title: string; balance: Balance; currency: string }) {
  const { title, balance, currency } = props;
  return (
    <tr className={cx(row, 'font-medium')}>
      <th scope="row" className="pl-4 font-medium">
        {title}
      </th>
      <td className="px-4 text-right" data-numeric>
        {formatCount(balance.customers)}
      </td>
      <td className={money} data-numeric>
        {formatExactMoney(balance.mrr, currency)}
      </td>
      <td aria-hidden className="pr-4 max-sm:hidden">
        <StepBar from={balance.at} to={balance.at} fill="fill-text" />
      </td>
    </tr>
  );
}

/** On a line of its own: what is used varies, and is no part of what recurs. */
function MeteredUsage({ shown: { metered } }: { shown: ShownRevenue }) {
  const amounts = metered.map(({ amount, currency }) => formatExactMoney(Number(amount), currency));
  return (
    <p className="flex flex-wrap justify-between gap-x-4 border-t border-line px-4 py-2 text-compact text-muted">
      <span>Metered usage billed in the range, no part of MRR</span>
      <span data-numeric>{amounts.length === 0 ? 'none' : amounts.join(', ')}</span>
    </p>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** From where to where on the way: a line where nothing moved. */
function StepBar({ from, to, fill }: { from: number; to: number; fill: string | undefined }) {
  return (
    <svg width="100%" height="16" className="block overflow-visible">
      <rect
        x={percent(Math.min(from, to))}
        width={from === to ? 2 : percent(Math.max(Math.abs(to - from), 0.005))}
        height="16"
        rx={from === to ? 0 : 2}
        className={cx(fill, 'forced-colors:fill-[CanvasText]')}
      />
    </svg>
  );
}
