import type { Integrity } from '@taffrail/contract';
import { formatDuration } from '../../../lib/format.ts';
import { productFailureWords } from '../../../ui/product-failure-words.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, StatusIcon } from '../../../ui/status.tsx';
import { toCoverage } from './coverage.ts';

interface LatestRunProps {
  run: NonNullable<Integrity['run']>;
  underWay: Integrity['underWay'];
  late: boolean;
}

/** When all of it was checked, how long that took, and how much of it could be. */
export function LatestRun({ run, underWay, late }: LatestRunProps) {
  const { text, isWhole } = toCoverage(run);
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1 px-4 pb-3 text-compact text-muted">
      {!isWhole && <StatusIcon status={run.failure === null ? 'unknown' : 'warning'} />}
      <span>{text} checked</span>
      <span aria-hidden>·</span>
      <span>
        <RelativeTime at={run.at} />, in {formatDuration(run.durationMs)}
      </span>
      <span aria-hidden>·</span>
      {late ? (
        <Status status="warning">no run since, is a worker running?</Status>
      ) : (
        <span>every hour</span>
      )}
      {underWay && (
        <Status status="running">
          Running, {underWay.checked} of {underWay.total}
        </Status>
      )}
      {run.failure !== null && (
        <span className="basis-full text-text">
          Nothing could be asked: {productFailureWords[run.failure]}. What was known before is in
          the runs of each check.
        </span>
      )}
    </p>
  );
}
