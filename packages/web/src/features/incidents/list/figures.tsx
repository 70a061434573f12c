import {
  metricRegistry,
  unacknowledgedMinutes,
  type IncidentFigures,
  type MetricName,
} from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { writeFilter } from '../../../lib/filters.ts';
import { formatCount, formatFigure, plural } from '../../../lib/format.ts';
import { Definition } from '../../../ui/definition.tsx';
import { Delta } from '../../../ui/delta.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { SeverityCounts } from '../../../ui/severity-counts.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { only } from '../filters/incident-fields.ts';
import { figuresQuery } from '../incidents.api.ts';

const unacknowledged = [
  writeFilter(only('state', 'open')),
  writeFilter(only('openForMinutes', String(unacknowledgedMinutes))),
];

/** What is active, and how long it takes until somebody sees to an incident and until it is over. */
export function Figures() {
  const query = useQuery(figuresQuery);
  return (
    <Panel
      title="Figures"
      titleHidden
      what="the figures"
      query={query}
      className="mb-4 max-sm:order-last max-sm:mt-4"
      skeleton={<Skeleton className="h-20" />}
    >
      {(figures) => <Shown figures={figures} />}
    </Panel>
  );
}

function Shown({ figures }: { figures: IncidentFigures }) {
  const { active, current, previous } = figures;
  return (
    <div className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-[3fr_2fr_2fr_2fr]">
      <Figure metric="active_incidents" className="max-lg:col-span-2">
        <SeverityCounts counts={active} />
      </Figure>
      <Figure metric="unacknowledged_incidents" className="max-lg:col-span-2">
        <Link
          to="/admin/incidents"
          search={{ f: unacknowledged }}
          activeOptions={{ exact: true }}
          className="text-kpi text-text no-underline hover:underline"
        >
          {formatCount(figures.unacknowledged)}
        </Link>
        <p className="text-compact text-muted">for more than {unacknowledgedMinutes} min</p>
      </Figure>
      <Mean
        metric="mean_time_to_acknowledge"
        now={current.acknowledge}
        before={previous.acknowledge}
      />
      <Mean metric="mean_time_to_resolve" now={current.resolve} before={previous.resolve} />
    </div>
  );
}

interface FigureProps {
  metric: MetricName;
  className?: string;
  children: ReactNode;
}

function Figure({ metric, className, children }: FigureProps) {
  const { title } = metricRegistry[metric];
  return (
    <section aria-label={title} className={cx('min-w-0', className)}>
      <div className="flex min-h-6 items-center gap-1 text-muted">
        <h3>{title}</h3>
        <Definition metric={metric} />
      </div>
      {children}
    </section>
  );
}

type Taken = IncidentFigures['current']['resolve'];

interface MeanProps {
  metric: MetricName;
  now: Taken;
  before: Taken;
}

/** Of so many; none is no time at all. */
function Mean({ metric, now, before }: MeanProps) {
  const { text } = formatFigure(now.ms, metricRegistry[metric].unit);
  return (
    <Figure metric={metric}>
      <div className="text-kpi" data-numeric>
        {text}
      </div>
      <p className="text-compact text-muted">
        of {now.count === 0 ? 'none' : plural(now.count, 'incident')} in 30 days
      </p>
      {now.count > 0 && (
        <p className="text-compact">
          <Delta
            metric={metric}
            comparison={{ value: now.ms, previous: before.ms, events: before.count }}
            versus="vs 30 days before"
          />
        </p>
      )}
    </Figure>
  );
}
