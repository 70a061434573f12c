import type { IntegrityCheck } from '@taffrail/contract';
import { formatCount, formatDuration } from '../../../lib/format.ts';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { useNarrow } from '../../../ui/use-media.ts';
import { RunStrip } from '../run-strip.tsx';
import { SeverityStatus } from '../severity-status.tsx';
import { kindWords } from '../severity-words.ts';

const cell = 'px-3 py-2 first:pl-4 last:pr-4';

const head = 'px-3 py-1 text-left first:pl-4 last:pr-4';
const headAtEnd = 'px-3 py-1 text-right last:pr-4';
const always = [
  { title: 'Check', className: head },
  { title: 'Affected rows', className: headAtEnd },
] as const;
const columns = [
  ...always,
  { title: 'Severity', className: head },
  { title: 'Since', className: head },
  { title: 'Last 14 runs', className: `${head} max-md:hidden` },
  { title: 'Last run', className: `${headAtEnd} max-lg:hidden` },
] as const;

/** On a phone the name, the count and what that means; the rest is on the check's own page. */
export function ChecksTable({ checks }: { checks: readonly IntegrityCheck[] }) {
  const narrow = useNarrow();
  return (
    <SmallTable
      caption="Checks of the data's integrity, what is wrong first"
      columns={narrow ? always : columns}
    >
      {checks.map((check) => (
        <CheckRow key={check.id} check={check} narrow={narrow} />
      ))}
    </SmallTable>
  );
}

function CheckRow({ check, narrow }: { check: IntegrityCheck; narrow: boolean }) {
  const { id, title, kind, latest, affectedSince, trend } = check;
  return (
    <SmallRow className="align-top hover:bg-sunken">
      <th scope="row" className={`${cell} text-left font-normal`}>
        <Link
          to="/admin/integrity/$check"
          params={{ check: id }}
          search={{}}
          className="font-medium wrap-anywhere"
        >
          {title}
        </Link>
        {narrow ? (
          <span className="mt-1 block">
            <SeverityStatus result={latest} />
          </span>
        ) : (
          <span className="block text-caption text-muted">{kindWords[kind]}</span>
        )}
      </th>
      <td className={`${cell} text-right tabular-nums`}>
        {latest.count === null ? '–' : formatCount(latest.count)}
      </td>
      {!narrow && (
        <>
          <td className={cell}>
            <SeverityStatus result={latest} />
          </td>
          <td className={`${cell} whitespace-nowrap text-muted`}>
            {affectedSince === null ? '–' : <RelativeTime at={affectedSince} />}
          </td>
          <td className={`${cell} max-md:hidden`}>
            <RunStrip results={trend} />
          </td>
          <td className={`${cell} text-right whitespace-nowrap text-muted max-lg:hidden`}>
            <RelativeTime at={latest.at} />
            <span className="block text-caption">{formatDuration(latest.durationMs)}</span>
          </td>
        </>
      )}
    </SmallRow>
  );
}
