import type { Alert, AlertDetail } from '@taffrail/contract';
import { useNow } from '../../../lib/time/use-now.ts';
import { Link } from '../../../ui/link.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { lookOfAlert } from '../../../ui/severity.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { Status } from '../../../ui/status.tsx';
import { sayHowItEnded } from '../alert-words.ts';
import { only, writeFilters } from '../filters/alert-fields.ts';
import { pairsOf } from '../list/label-pairs.ts';

const columns = [
  { title: 'Status', className: 'text-left' },
  { title: 'Where', className: 'text-left' },
  { title: 'Began', className: 'text-left' },
];

/** Others of the same name. */
export function SimilarAlerts({ alert }: { alert: AlertDetail }) {
  return (
    <PanelFrame
      title="Similar alerts"
      actions={
        alert.similar.length > 0 && (
          <Link
            to="/admin/alerts"
            search={{ f: writeFilters([only('name', alert.name)]) }}
            className="text-compact"
          >
            All of this name
          </Link>
        )
      }
    >
      {alert.similar.length === 0 ? (
        <p className="text-muted">No other alert has this name.</p>
      ) : (
        <SmallTable caption="The latest alerts of the same name" columns={columns}>
          {alert.similar.map((other) => (
            <Similar key={other.id} other={other} than={alert} />
          ))}
        </SmallTable>
      )}
    </PanelFrame>
  );
}

/** What tells two alerts of one name apart. */
const differenceOf = (other: Alert, than: Alert): string =>
  pairsOf(other.labels)
    .filter(([name, value]) => than.labels[name] !== value)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

function Similar({ other, than }: { other: Alert; than: Alert }) {
  const now = useNow();
  const { status, word } = lookOfAlert(other);
  return (
    <SmallRow>
      <td className="py-1.5 pr-3 align-top">
        <Status status={status}>{word}</Status>
      </td>
      <th scope="row" className="max-w-0 min-w-32 truncate py-1.5 pr-3 text-left font-normal">
        <Link to="/admin/alerts/$id" params={{ id: other.id }}>
          {differenceOf(other, than) || other.service || other.source.name}
        </Link>
      </th>
      <td className="py-1.5" title={sayHowItEnded(other, now)}>
        <RelativeTime at={other.startedAt} />
      </td>
    </SmallRow>
  );
}
