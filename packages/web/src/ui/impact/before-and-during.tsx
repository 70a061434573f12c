import type { MetricName, RequestsAround } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatCount, formatLatency, formatPoints, formatRate } from '../../lib/format.ts';
import { Definition } from '../definition.tsx';
import { requestsAMinute } from './request-lines.ts';

const unlessUnknown = (value: number | null, format: (value: number) => string): string =>
  value === null ? '–' : format(value);

const formatPace = (value: number): string =>
  value < 10 ? formatPoints(value) : formatCount(value);

/** How requests were meanwhile, and how they had been. */
export function BeforeAndDuring({ requests }: { requests: RequestsAround }) {
  const { before, during } = requests;
  return (
    <dl className="mb-3 flex flex-wrap gap-x-8 gap-y-2">
      <Figure
        title="Error rate"
        metric="error_rate"
        before={unlessUnknown(before.errorRate, formatRate)}
        note={`${formatCount(during.errors)} of ${formatCount(during.requests)} failed`}
      >
        {unlessUnknown(during.errorRate, formatRate)}
      </Figure>
      <Figure title="p95" metric="latency_p95" before={unlessUnknown(before.p95Ms, formatLatency)}>
        {unlessUnknown(during.p95Ms, formatLatency)}
      </Figure>
      <Figure title="Requests a minute" before={unlessUnknown(requestsAMinute(before), formatPace)}>
        {unlessUnknown(requestsAMinute(during), formatPace)}
      </Figure>
    </dl>
  );
}

interface FigureProps {
  title: string;
  metric?: MetricName;
  before: string;
  note?: string;
  children: ReactNode;
}

function Figure({ title, metric, before, note, children }: FigureProps) {
  return (
    <div className="min-w-20">
      <dt className="flex h-6 items-center text-compact text-muted">
        {title}
        {metric && <Definition metric={metric} />}
      </dt>
      <dd>
        <span className="text-title" data-numeric>
          {children}
        </span>
        <span className="block text-caption text-muted" data-numeric>
          {note !== undefined && `${note}, `}
          {before} before
        </span>
      </dd>
    </div>
  );
}
