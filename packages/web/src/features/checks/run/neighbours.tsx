import type { CheckRun, CheckRunDetail } from '@taffrail/contract';
import { Link } from '../../../ui/link.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { cx } from '../../../lib/class-names.ts';
import { formatValue } from '../../../ui/measured/measured-words.ts';
import { ResultMark } from '../result-mark.tsx';

const columns = [
  { title: 'Started', className: 'py-1 pl-4 text-left' },
  { title: 'Result', className: 'px-3 py-1 text-left' },
  { title: 'Message', className: 'px-3 py-1 text-left max-sm:hidden' },
  { title: 'Value', className: 'py-1 pr-4 text-right' },
] as const;

/** The runs of the same check before and after, with this one among them. */
export function Neighbours({ run }: { run: CheckRunDetail }) {
  const rows = [...run.later, run, ...run.earlier];
  return (
    <PanelFrame title="Runs before and after" flush>
      <SmallTable caption="Runs of the same check, newest first" columns={columns}>
        {rows.map((one) => (
          <Neighbour key={one.id} run={one} isThis={one.id === run.id} />
        ))}
      </SmallTable>
    </PanelFrame>
  );
}

function Neighbour({ run, isThis }: { run: CheckRun; isThis: boolean }) {
  const { id, createdAt, result, message, value, check } = run;
  return (
    <SmallRow className={cx('align-top', isThis && 'bg-sunken')}>
      <th scope="row" className="py-2 pl-4 text-left font-normal whitespace-nowrap">
        {isThis ? (
          <span className="font-medium">
            <RelativeTime at={createdAt} /> (this one)
          </span>
        ) : (
          <Link to="/admin/check-runs/$id" params={{ id }}>
            <RelativeTime at={createdAt} />
          </Link>
        )}
      </th>
      <td className="px-3 py-2 whitespace-nowrap">
        <ResultMark result={result} />
      </td>
      <td className="px-3 py-2 break-words max-sm:hidden">{message}</td>
      <td className="py-2 pr-4 text-right whitespace-nowrap tabular-nums">
        {value === null ? '–' : formatValue(check.kind, value)}
      </td>
    </SmallRow>
  );
}
