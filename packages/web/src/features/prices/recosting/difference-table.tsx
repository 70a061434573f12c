import type { RecostingPreview, RecostingRow } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatCount, formatUsd } from '../../../lib/format.ts';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { formatDifference } from './recosting-words.ts';

const numeric = 'text-right py-1 pl-3 whitespace-nowrap';
const shown = 12;

const monthFormat = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
/** `Nov 2026`. */
const monthText = (month: string): string => monthFormat.format(new Date(`${month}-01`));

/** What changes by month, provider and model, the largest differences first. */
export function DifferenceTable({ preview }: { preview: RecostingPreview }) {
  const { rows, rowCount } = preview;
  const first = rows.slice(0, shown);
  const rest = rows.slice(shown);
  return (
    <ScrollRegion label="Differences by month, provider and model">
      <Rows rows={first} />
      {rest.length > 0 && (
        <details>
          <summary className="min-h-8 py-1 text-compact font-medium coarse:min-h-11">
            {formatCount(rowCount - first.length)} more
          </summary>
          <Rows rows={rest} />
          {rowCount > rows.length && (
            <p className="py-1 text-compact text-muted">
              The {formatCount(rows.length)} largest of {formatCount(rowCount)}; the sums are of
              all.
            </p>
          )}
        </details>
      )}
    </ScrollRegion>
  );
}

function Rows({ rows }: { rows: readonly RecostingRow[] }) {
  return (
    <SmallTable
      caption="Differences by month, provider and model"
      columns={[
        { title: 'Model', className: 'text-left' },
        { title: 'Jobs', className: numeric },
        { title: 'Cost', className: numeric },
        { title: 'Difference', className: numeric },
      ]}
    >
      {rows.map((row) => (
        <Row key={`${row.month} ${row.provider} ${row.model}`} row={row} />
      ))}
    </SmallTable>
  );
}

const unknown = <span className="text-muted">unknown</span>;

function Row({ row }: { row: RecostingRow }) {
  const { provider, model, month, jobs, newlyPriced, noLongerPriced, fromUsd, toUsd } = row;
  return (
    <SmallRow>
      <th scope="row" className="min-w-28 py-1 text-left font-normal">
        <span className="break-all">{model}</span>
        <span className="block text-caption text-muted">
          {provider} · {monthText(month)}
        </span>
      </th>
      <td className={numeric} data-numeric>
        {formatCount(jobs)}
        {newlyPriced > 0 && newlyPriced < jobs && (
          <Note>{formatCount(newlyPriced)} had no cost</Note>
        )}
        {noLongerPriced > 0 && <Note>{formatCount(noLongerPriced)} lose theirs</Note>}
      </td>
      <td className={numeric} data-numeric>
        <span title={`$${fromUsd}`}>
          {newlyPriced === jobs ? unknown : formatUsd(Number(fromUsd))}
        </span>
        <span className="block" title={`$${toUsd}`}>
          <span aria-hidden className="text-muted">
            →{' '}
          </span>
          <span className="sr-only">would be </span>
          {noLongerPriced === jobs ? unknown : formatUsd(Number(toUsd))}
        </span>
      </td>
      <td className={`${numeric} font-medium`} data-numeric>
        {formatDifference(fromUsd, toUsd)}
      </td>
    </SmallRow>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <span className="block text-caption text-muted">{children}</span>;
}
