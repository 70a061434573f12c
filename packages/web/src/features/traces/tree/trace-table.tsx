import type { TraceEntry } from '@taffrail/contract';
import { formatCount, formatLatency } from '../../../lib/format.ts';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { formatMicroseconds, layerWords, statusWordOf } from '../layer-words.ts';

/** More would take a browser seconds; a search finds the others. */
const mostRows = 500;

const columns = [
  { title: 'Layer', className: 'py-1 pl-4 text-left' },
  { title: 'What', className: 'px-2 py-1 text-left' },
  { title: 'Where', className: 'px-2 py-1 text-left' },
  { title: 'Status', className: 'px-2 py-1 text-left' },
  { title: 'After', className: 'px-2 py-1 text-right' },
  { title: 'Took', className: 'py-1 pr-4 pl-2 text-right' },
] as const;

/** The figures behind the drawing, by time. */
export function TraceTable({ entries }: { entries: readonly TraceEntry[] }) {
  return (
    <div className="overflow-x-auto border-t border-line">
      <SmallTable caption="Parts of the trace by their beginning" columns={columns}>
        {entries.slice(0, mostRows).map((entry) => (
          <SmallRow key={entry.id} className="h-8 align-top">
            <td className="py-1 pl-4 whitespace-nowrap">{layerWords[entry.layer].one}</td>
            <th scope="row" className="px-2 py-1 text-left font-normal break-all">
              {entry.name}
            </th>
            <td className="px-2 py-1">{entry.place}</td>
            <td className="px-2 py-1 whitespace-nowrap">
              {[statusWordOf(entry), entry.note].filter(Boolean).join(', ') || '–'}
            </td>
            <td className="px-2 py-1 text-right whitespace-nowrap tabular-nums">
              {formatMicroseconds(entry.startUs, formatLatency)}
            </td>
            <td className="py-1 pr-4 pl-2 text-right whitespace-nowrap tabular-nums">
              {entry.durationUs === null
                ? '–'
                : formatMicroseconds(entry.durationUs, formatLatency)}
            </td>
          </SmallRow>
        ))}
      </SmallTable>
      {entries.length > mostRows && (
        <p className="px-4 py-2 text-muted">
          The first {formatCount(mostRows)} of {formatCount(entries.length)}.
        </p>
      )}
    </div>
  );
}
