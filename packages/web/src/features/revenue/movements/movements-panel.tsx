import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { fillOf } from '../../../charts/draw/series-colours.ts';
import { cx } from '../../../lib/class-names.ts';
import { formatCount } from '../../../lib/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { formatChange, formatExactMoney } from '../money.ts';
import { daysText } from '../period.ts';
import type { ShownRevenue } from '../revenue.api.ts';
import { kinds } from './kinds.ts';
import { toWaterfall, type Step } from './waterfall.ts';

/** What led from the MRR at the start of the range to the one at its end. */
export function MovementsPanel({ query }: { query: UseQueryResult<ShownRevenue> }) {
  return (
    <div id="movements" className="min-w-0 scroll-mt-(--top-bar)">
      <Panel title="MRR movement" query={query} flush>
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
  const { start, end, difference, steps } = toWaterfall(shown.movements);
  const days = daysText(range.from, range.to, new Date(asOf));
  return (
    <table className="w-full text-left">
      <caption className="sr-only">
        From the MRR at the start of {days} to the one at its end
      </caption>
      <thead className="text-compact text-muted">
        <tr className="h-8">
          <th scope="col" className="pl-4 font-medium">
            {days}
          </th>
          <th scope="col" className="px-4 text-right font-medium">
            Customers
          </th>
          <th scope="col" className="pr-4 text-right font-medium">
            MRR
          </th>
          <td className="w-2/5 max-sm:hidden" />
        </tr>
      </thead>
      <tbody>
        <Balance title="Start">{formatExactMoney(start, currency)}</Balance>
        {steps.map((step) => (
          <tr key={step.kind} className="h-9 border-t border-line">
            <th scope="row" className="pl-4 font-normal">
              {kinds[step.kind].title}
            </th>
            <td className="px-4 text-right" data-numeric>
              {formatCount(step.customers)}
            </td>
            <td className="pr-4 text-right whitespace-nowrap" data-numeric>
              {formatChange(step.amount, currency)}
            </td>
            <td aria-hidden className="pr-4 max-sm:hidden">
              <StepBar step={step} />
            </td>
          </tr>
        ))}
        {difference !== 0 && (
          <tr className="h-9 border-t border-line bg-warning-tint">
            <th scope="row" className="pl-4">
              <Status status="warning">Not explained</Status>
            </th>
            <td />
            <td className="pr-4 text-right whitespace-nowrap" data-numeric>
              {formatChange(difference, currency)}
            </td>
            <td className="pr-4 text-compact max-sm:hidden">
              The movements do not add up to the end.
            </td>
          </tr>
        )}
        <Balance title="End">{formatExactMoney(end, currency)}</Balance>
      </tbody>
    </table>
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

function Balance({ title, children }: { title: string; children: ReactNode }) {
  return (
    <tr className="h-9 border-t border-line font-medium">
      <th scope="row" className="pl-4 font-medium">
        {title}
      </th>
      <td />
      <td className="pr-4 text-right whitespace-nowrap" data-numeric>
        {children}
      </td>
      <td className="max-sm:hidden" />
    </tr>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** Where the step begins and ends on the way; a line where nothing moved. */
function StepBar({ step: { kind, amount, from, to } }: { step: Step }) {
  return (
    <svg width="100%" height="16" className="block overflow-visible">
      <rect
        x={percent(Math.min(from, to))}
        width={amount === 0 ? 1 : percent(Math.max(Math.abs(to - from), 0.005))}
        height="16"
        rx="2"
        className={cx(
          amount === 0 ? 'fill-edge' : fillOf[kinds[kind].colour],
          'forced-colors:fill-[CanvasText]',
        )}
      />
    </svg>
  );
}
