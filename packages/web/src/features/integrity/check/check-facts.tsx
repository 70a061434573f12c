import type { IntegrityCheckDetail } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatCount, formatDuration } from '../../../lib/format.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SeverityStatus } from '../severity-status.tsx';
import { ThresholdEditor } from './thresholds/threshold-editor.tsx';

/** What the latest run found, and by which measure. */
export function CheckFacts({ check }: { check: IntegrityCheckDetail }) {
  const { latest, affectedSince, warnAbove, errorAbove, message } = check;
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 xl:grid-cols-6">
        <Fact title="Severity">
          <SeverityStatus result={latest} />
        </Fact>
        <Fact title="Affected rows">
          <span className="text-title" data-numeric>
            {latest.count === null ? '–' : formatCount(latest.count)}
          </span>
        </Fact>
        <Fact title="Since">
          {affectedSince === null ? '–' : <RelativeTime at={affectedSince} />}
        </Fact>
        <Fact title="Last run">
          <RelativeTime at={latest.at} />
          <Note>in {formatDuration(latest.durationMs)}</Note>
        </Fact>
        <Fact title="Thresholds">
          Warning above {formatCount(warnAbove)}
          <Note>error above {formatCount(errorAbove)}</Note>
          <ThresholdEditor check={check} />
        </Fact>
        <Fact title="Schedule">
          Every hour
          <Note>ten minutes after one that found nobody to ask</Note>
        </Fact>
      </dl>
      {message !== null && (
        <p className="mt-4 text-compact text-muted">
          PostgreSQL says: <code className="font-mono wrap-anywhere text-text">{message}</code>
        </p>
      )}
    </>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt className="mb-1 text-compact text-muted">{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <span className="block text-caption text-muted">{children}</span>;
}
