import {
  type ComparedProvider,
  type MetricName,
  namedNone,
  type ProviderRates,
} from '@taffrail/contract';
import type { ReactNode } from 'react';
import { writeFilter, type Filter } from '../../../lib/filters.ts';
import {
  formatLatency,
  formatPercent,
  formatRate,
  formatUsd,
  plural,
} from '../../../lib/format.ts';
import { Delta } from '../../../ui/delta.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { Link } from '../../../ui/link.tsx';
import { filtersOf } from '../subjects.ts';

interface ProviderPeekProps {
  item: ComparedProvider;
  /** The days of the range, and the filters of the page: of the jobs behind each figure. */
  range: string;
  filters: readonly Filter[];
}

/** Why jobs failed, what they were for, and what has become of each figure. */
export function ProviderPeek({ item, range, filters }: ProviderPeekProps) {
  const { subject, errors, routes, figures } = item;
  const shared = [...new Set([...filters.map(writeFilter), ...filtersOf(subject)])];
  const jobs = (more: readonly string[], children: ReactNode): ReactNode => (
    <Link to="/admin/usage/jobs" search={{ range, f: [...shared, ...more] }}>
      {children}
    </Link>
  );
  const share = (of: number): ReactNode => (
    <span className="text-muted">{formatPercent(of / figures.jobs)}</span>
  );
  return (
    <div className="grid gap-x-8 gap-y-4 text-compact lg:grid-cols-3">
      <Since item={item} />
      <Facts>
        {errors.length === 0 && <Fact name="Errors">None</Fact>}
        {errors.map(({ type, jobs: of }) => (
          <Fact key={type} name={type ?? 'Not told why'}>
            {jobs(
              [type === null ? 'status.in.failed' : filterText('errorType', type)],
              plural(of, 'failed job'),
            )}
            {share(of)}
          </Fact>
        ))}
      </Facts>
      <Facts>
        {routes.map(({ route, jobs: of }) => (
          <Fact key={route} name={route === '' ? 'No route named' : route}>
            {jobs([filterText('route', route === '' ? namedNone : route)], plural(of, 'job'))}
            {share(of)}
          </Fact>
        ))}
        <Fact name="Together">{jobs([], plural(figures.jobs, 'job'))}</Fact>
      </Facts>
    </div>
  );
}

const filterText = (field: string, value: string): string =>
  writeFilter({ field, op: 'in', values: [value] });

const compared = [
  ['Cost of 1,000 jobs', 'costPer1000Jobs', 'ai_cost_per_1000_jobs', formatUsd],
  ['P95', 'p95Ms', 'ai_latency_p95', formatLatency],
  ['Error rate', 'errorRate', 'ai_error_rate', formatRate],
] as const satisfies readonly (readonly [
  string,
  keyof ProviderRates,
  MetricName,
  (value: number) => string,
])[];

/** Against as many days before, which may be of other hours of the last day: rates, not sums. */
function Since({ item: { figures, previous } }: { item: ComparedProvider }) {
  return (
    <Facts>
      {compared.map(([name, key, metric, format]) => {
        const before = previous?.[key] ?? null;
        return (
          <Fact key={key} name={name}>
            {before === null ? (
              <span className="text-muted">Nothing before</span>
            ) : (
              <Delta
                metric={metric}
                comparison={{ value: figures[key], previous: before, events: previous?.jobs ?? 0 }}
                versus={`vs ${format(before)} before`}
              />
            )}
          </Fact>
        );
      })}
    </Facts>
  );
}
