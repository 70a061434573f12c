import type { AiJob, AiJobArithmetic } from '@taffrail/contract';
import { formatCount } from '../../../lib/format.ts';
import { formatDay } from '../../../lib/time/format-time.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { PanelFrame } from '../../../ui/panel.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { costSourceMeanings, tokenClassWords } from '../job-words.ts';

/** What the call cost, and how that came about. */
export function CostPanel({ job }: { job: AiJob }) {
  const { costUsd, costSource, arithmetic } = job;
  return (
    <PanelFrame title="Cost">
      <p>
        <span className="text-title" data-numeric>
          {costUsd === null ? 'Unknown' : `$${costUsd}`}
        </span>
      </p>
      <p className="text-muted">{costSourceMeanings[costSource]}</p>
      {arithmetic && <Arithmetic arithmetic={arithmetic} total={costUsd} />}
    </PanelFrame>
  );
}

const number = 'px-2 py-1 text-right whitespace-nowrap';
const columns = [
  { title: 'Tokens', className: 'py-1 text-left' },
  { title: 'Count', className: number },
  { title: 'A million', className: number },
  { title: 'Cost', className: 'py-1 pl-2 text-right whitespace-nowrap' },
];

interface ArithmeticProps {
  arithmetic: AiJobArithmetic;
  total: string | null;
}

/** Line by line, as a bill has it. */
function Arithmetic({ arithmetic: { price, lines }, total }: ArithmeticProps) {
  const timeZone = useTimeZone();
  const now = useNow();
  const tier = price.aboveInputTokens;
  return (
    <>
      <SmallTable caption="How the cost came about" columns={columns} className="mt-3">
        {lines.map((line) => (
          <SmallRow key={line.class}>
            <th scope="row" className="py-1 text-left font-normal">
              {tokenClassWords[line.class]}
            </th>
            <td className={number} data-numeric>
              {formatCount(line.tokens)}
            </td>
            <td className={number} data-numeric>
              ${line.rateUsd}
            </td>
            <td className="py-1 pl-2 text-right whitespace-nowrap" data-numeric>
              ${line.costUsd}
            </td>
          </SmallRow>
        ))}
        <SmallRow className="font-medium">
          <th scope="row" colSpan={3} className="py-1 text-left font-medium">
            Together, to eight decimals
          </th>
          <td className="py-1 pl-2 text-right whitespace-nowrap" data-numeric>
            ${total}
          </td>
        </SmallRow>
      </SmallTable>
      <p className="mt-3 text-compact text-muted">
        The price of {price.modelPattern} at{' '}
        {price.provider === '*' ? 'any provider' : price.provider}, in force from{' '}
        {formatDay(new Date(price.effectiveFrom), timeZone, now)}
        {tier === null ? '' : `; the one for an input of more than ${formatCount(tier)} tokens`}.
      </p>
    </>
  );
}
