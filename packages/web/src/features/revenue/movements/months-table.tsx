import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { formatChange, formatExactMoney } from '../money.ts';
import { monthText } from '../period.ts';
import { gains, kinds, losses } from './kinds.ts';
import type { MonthBar } from './prepare-months.ts';

/** The figures of the picture: each line adds up to the next. */
export function MonthsTable({ bars, currency }: { bars: readonly MonthBar[]; currency: string }) {
  return (
    <ScrollRegion
      label="MRR by month, as a table"
      className="mt-3 rounded-control border border-line"
    >
      <table className="w-full text-right text-compact whitespace-nowrap">
        <caption className="sr-only">
          Movements of twelve months, and the MRR at the end of each
        </caption>
        <thead className="bg-sunken text-muted">
          <tr>
            <th scope="col" className="px-3 py-1 text-left font-medium">
              Month
            </th>
            {[...gains, ...losses].map((kind) => (
              <th key={kind} scope="col" className="px-3 py-1 font-medium">
                {kinds[kind].title}
              </th>
            ))}
            <th scope="col" className="px-3 py-1 font-medium">
              End
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ month, amounts, mrr, isReconstructed }) => (
            <tr key={month} className="border-t border-line">
              <th scope="row" className="px-3 py-1 text-left font-normal">
                {monthText(month)}
                {isReconstructed && <span className="text-muted"> reconstructed</span>}
              </th>
              {[...gains, ...losses].map((kind) => (
                <td key={kind} className="px-3 py-1">
                  {formatChange(amounts[kind], currency)}
                </td>
              ))}
              <td className="px-3 py-1 font-medium">{formatExactMoney(mrr, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
