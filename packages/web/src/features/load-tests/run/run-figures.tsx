import type { LoadTestRunDetail } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatCount, formatDuration, formatLatency, formatRate } from '../../../lib/format.ts';
import { AutofixMark } from '../autofix-mark.tsx';
import { tailTitle } from '../verdict-words.ts';
import { ChangeSince } from './change-since.tsx';
import { errorRateOf, sameTail } from './figures.ts';

/** The figures of a whole run, each with what became of it since the baseline. */
export function RunFigures({ run }: { run: LoadTestRunDetail }) {
  const { durationMs, virtualUsers, requests, averageMs, tail, errorRate, failed, baseline } = run;
  const events = baseline?.requests ?? 0;
  return (
    <dl className="mt-4 flex flex-wrap gap-x-8 gap-y-3">
      <Figure title="Duration">{durationMs === null ? '–' : formatDuration(durationMs)}</Figure>
      <Figure title={virtualUsers?.counted === 'started' ? 'Users started' : 'Virtual users'}>
        {virtualUsers ? formatCount(virtualUsers.count) : '–'}
      </Figure>
      <Figure title="Requests">{requests === null ? '–' : formatCount(requests)}</Figure>
      <Figure
        title="Average response"
        change={
          <ChangeSince
            unit="milliseconds"
            value={averageMs}
            previous={baseline?.averageMs ?? null}
            events={events}
          />
        }
      >
        {averageMs === null ? '–' : formatLatency(averageMs)}
      </Figure>
      <Figure
        title={`${tailTitle(tail)} response`}
        change={
          <ChangeSince
            unit="milliseconds"
            value={tail?.ms ?? null}
            previous={sameTail(tail, baseline?.tail)}
            events={events}
          />
        }
      >
        {tail ? formatLatency(tail.ms) : '–'}
      </Figure>
      <Figure
        title="Error rate"
        change={
          <>
            {failed !== null && requests !== null && (
              <span className="mr-2">
                {formatCount(failed)} of {formatCount(requests)}
              </span>
            )}
            <ChangeSince
              unit="ratio"
              value={errorRate}
              previous={baseline && errorRateOf(baseline)}
              events={events}
            />
          </>
        }
      >
        {errorRate === null ? '–' : formatRate(errorRate)}
      </Figure>
      <Figure title="Autofix">
        <span className="text-body font-normal">
          {run.autofix ? <AutofixMark autofix={run.autofix} /> : 'None attempted'}
        </span>
      </Figure>
    </dl>
  );
}

interface FigureProps {
  title: string;
  change?: ReactNode;
  children: ReactNode;
}

function Figure({ title, change, children }: FigureProps) {
  return (
    <div className="min-h-14 min-w-20">
      <dt className="text-compact text-muted">{title}</dt>
      <dd>
        <span className="text-title" data-numeric>
          {children}
        </span>
        {change && (
          <span className="flex items-center text-caption text-muted" data-numeric>
            {change}
          </span>
        )}
      </dd>
    </div>
  );
}
