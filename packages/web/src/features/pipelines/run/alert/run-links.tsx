import type { AlertRun, AlertRunResult } from '@taffrail/contract';
import { formatCount } from '../../../../lib/format.ts';
import { useCan } from '../../../../lib/me.ts';
import { Link } from '../../../../ui/link.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { SmallRow, SmallTable } from '../../../../ui/small-table.tsx';
import { causeWords } from './cause-words.ts';

/** What the run is about, and what was made in it. */
export function RunLinks({ control }: { control: AlertRun }) {
  const mayRead = useCan('incidents.read');
  if (!mayRead)
    return <p className="text-muted">What it is about is for those who may read incidents.</p>;
  return (
    <div className="grid gap-4">
      <section aria-label="Incident">
        <h3 className="font-medium">Incident</h3>
        {control.incident ? (
          <Link to="/admin/incidents/$id" params={{ id: control.incident.id }}>
            #{control.incident.number} {control.incident.title}
          </Link>
        ) : (
          <p className="text-muted">It is no longer kept.</p>
        )}
      </section>
      <Alerts control={control} />
      <Results title="Check runs" of={control.results} kind="check_run" />
      <Results title="Analyses" of={control.results} kind="analysis_run" />
      <Results title="Notifications" of={control.results} kind="notification" />
    </div>
  );
}

function Alerts({ control: { alerts, alertCount } }: { control: AlertRun }) {
  return (
    <section aria-label="Alerts">
      <h3 className="font-medium">Alerts</h3>
      {alerts.length === 0 && <p className="text-muted">None of them is kept any longer.</p>}
      <ul>
        {alerts.map(({ id, name, cause }) => (
          <li key={id}>
            <Link to="/admin/alerts/$id" params={{ id }} className="underline">
              {name}
            </Link>{' '}
            <span className="text-muted">{causeWords[cause]}</span>
          </li>
        ))}
      </ul>
      {alertCount > alerts.length && (
        <p className="text-muted">and {formatCount(alertCount - alerts.length)} more</p>
      )}
    </section>
  );
}

const columns = [
  { title: 'What', className: 'text-left' },
  { title: 'Result', className: 'text-left' },
  { title: 'When', className: 'text-right' },
];

interface ResultsProps {
  title: string;
  of: readonly AlertRunResult[];
  kind: AlertRunResult['kind'];
}

function Results({ title, of, kind }: ResultsProps) {
  const results = of.filter((result) => result.kind === kind);
  return (
    <section aria-label={title}>
      <h3 className="font-medium">{title}</h3>
      {results.length === 0 ? (
        <p className="text-muted">None.</p>
      ) : (
        <SmallTable caption={title} columns={columns}>
          {results.map((result) => (
            <SmallRow key={result.id}>
              <th scope="row" className="py-1 text-left font-normal break-words">
                <ResultLink result={result} />
              </th>
              <td className="py-1 first-letter:uppercase">{result.state}</td>
              <td className="py-1 text-right whitespace-nowrap">
                <RelativeTime at={result.at} />
              </td>
            </SmallRow>
          ))}
        </SmallTable>
      )}
    </section>
  );
}

/** Messages have no page of their own. */
function ResultLink({ result: { kind, id, title } }: { result: AlertRunResult }) {
  if (kind === 'check_run')
    return (
      <Link to="/admin/check-runs/$id" params={{ id }}>
        {title}
      </Link>
    );
  if (kind === 'analysis_run')
    return (
      <Link to="/admin/analysis-runs/$id" params={{ id }}>
        {title}
      </Link>
    );
  return <>{title}</>;
}
