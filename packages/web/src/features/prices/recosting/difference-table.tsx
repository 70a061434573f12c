import type { RecostingPreview, RecostingRow } from '@taffrail/contract';
import { formatCount, formatUsd } from '../../../lib/format.ts';
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
    <div className="overflow-x-auto">
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
    </div>
  );
}

function Rows({ rows }: { rows: readonly RecostingRow[] }) {
  return (
    <SmallTable
      caption="Differences by month, provider and model"
      columns={[
        { title: 'Model', className: 'text-left' },
        { title: 'Month', className: 'text-left pl-3' },
        { title: 'Jobs', className: numeric },
        { title: 'Cost now', className: numeric },
        { title: 'Would be', className: numeric },
        { title: 'Difference', className: numeric },
      ]}
    >
      {rows.map((row) => (
        <Row key={`${row.month} ${row.provider} ${row.model}`} row={row} />
      ))}
    </SmallTable>
  );
}

function Row({ row }: { row: RecostingRow }) {
  const { provider, model, month, jobs, newlyPriced, noLongerPriced, fromUsd, toUsd } = row;
  return (
    <SmallRow>
      <th scope="row" className="min-w-32 py-1 text-left font-normal">
        <span className="break-all">{model}</span>{' '}
        <span className="text-caption whitespace-nowrap text-muted">{provider}</span>
      </th>
      <td className="py-1 pl-3 whitespace-nowrap">{monthText(month)}</td>
      <td className={numeric} data-numeric>
        {formatCount(jobs)}
        {newlyPriced > 0 && (
          <span className="block text-caption text-muted">
            {formatCount(newlyPriced)} had no cost
          </span>
        )}
        {noLongerPriced > 0 && (
          <span className="block text-caption text-muted">
            {formatCount(noLongerPriced)} lose theirs
          </span>
        )}
      </td>
      <td className={numeric} data-numeric title={`$${fromUsd}`}>
        {newlyPriced === jobs ? (
          <span className="text-muted">unknown</span>
        ) : (
          formatUsd(Number(fromUsd))
        )}
      </td>
      <td className={numeric} data-numeric title={`$${toUsd}`}>
        {noLongerPriced === jobs ? (
          <span className="text-muted">unknown</span>
        ) : (
          formatUsd(Number(toUsd))
        )}
      </td>
      <td className={`${numeric} font-medium`} data-numeric>
        {formatDifference(fromUsd, toUsd)}
      </td>
    </SmallRow>
  );
}
