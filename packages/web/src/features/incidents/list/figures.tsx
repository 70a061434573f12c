import {
  unacknowledgedMinutes,
  type IncidentFigures,
  type MetricName,
  type Severity,
} from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { formatCount, plural } from '../../../lib/format.ts';
import { writeFilter } from '../../../lib/filters.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Kpi, KpiSkeleton } from '../../../ui/kpi.tsx';
import { Link } from '../../../ui/link.tsx';
import { severityLooks } from '../../../ui/severity.tsx';
import { only } from '../filters/incident-fields.ts';
import { figuresQuery } from '../incidents.api.ts';

const severities: readonly Severity[] = ['critical', 'warning', 'info'];
const grid = 'mb-4 grid grid-cols-2 gap-4 max-sm:gap-2 xl:grid-cols-4';
const nothing = { value: null, previous: null };
const unacknowledged = [
  writeFilter(only('state', 'open')),
  writeFilter(only('openForMinutes', String(unacknowledgedMinutes))),
];

/** What is active, and how long it takes until somebody sees to an incident and until it is over. */
export function Figures() {
  const query = useQuery(figuresQuery);
  if (query.data) return <Shown figures={query.data} />;
  if (query.error)
    return (
      <ErrorState
        error={query.error}
        what="the figures"
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  return (
    <div className={grid} aria-hidden>
      {[1, 2, 3, 4].map((each) => (
        <KpiSkeleton key={each} />
      ))}
    </div>
  );
}

function Shown({ figures }: { figures: IncidentFigures }) {
  const { active, current, previous } = figures;
  return (
    <section aria-label="Figures" className={grid}>
      <Kpi
        metric="active_incidents"
        value={active.critical + active.warning + active.info}
        comparison={nothing}
        versus={undefined}
        series={[]}
        note={<BySeverity active={active} />}
        link={{ to: '/admin/incidents' }}
      />
      <Kpi
        metric="unacknowledged_incidents"
        value={figures.unacknowledged}
        comparison={nothing}
        versus={undefined}
        series={[]}
        link={{ to: '/admin/incidents', search: { f: unacknowledged } }}
      />
      <Mean
        metric="mean_time_to_acknowledge"
        now={current.acknowledge}
        before={previous.acknowledge}
      />
      <Mean metric="mean_time_to_resolve" now={current.resolve} before={previous.resolve} />
    </section>
  );
}

function BySeverity({ active }: Pick<IncidentFigures, 'active'>) {
  return (
    <ul>
      {severities.map((severity) => (
        <li key={severity}>
          <Link
            to="/admin/incidents"
            search={{ f: [writeFilter(only('severity', severity))] }}
            activeOptions={{ exact: true }}
            className="text-muted"
          >
            {formatCount(active[severity])} {severityLooks[severity].word.toLowerCase()}
          </Link>
        </li>
      ))}
    </ul>
  );
}

type Taken = IncidentFigures['current']['resolve'];

interface MeanProps {
  metric: MetricName;
  now: Taken;
  before: Taken;
}

function Mean({ metric, now, before }: MeanProps) {
  return (
    <Kpi
      metric={metric}
      value={now.ms}
      comparison={{ value: now.ms, previous: before.ms, events: before.count }}
      versus="vs 30 days before"
      series={[]}
      note={`of ${plural(now.count, 'incident')} in 30 days`}
    />
  );
}
