import type { Recosting } from '@taffrail/contract';
import { formatUsd, plural } from '../../../lib/format.ts';
import { useCan, useMe } from '../../../lib/me.ts';
import { formatDay } from '../../../lib/time/format-time.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { DifferenceTable } from './difference-table.tsx';
import { RecostingSteps } from './recosting-steps.tsx';
import { formatDifference, progressText, recostingWords } from './recosting-words.ts';

/** One look at costs, and how far it has come. The newest is open. */
export function RecostingItem({ recosting, isOpen }: { recosting: Recosting; isOpen: boolean }) {
  const mayManage = useCan('prices.manage');
  const { state, preview, failure, skipped, createdAt, createdBy } = recosting;
  const { status, word } = recostingWords[state];
  const isUnderWay = status === 'running';
  return (
    <li className="flex flex-col gap-2 border-t border-line py-3 text-compact first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="text-body font-medium break-words">
          <What recosting={recosting} />
        </h3>
        <span className="text-muted">
          <RelativeTime at={createdAt} /> by {createdBy}
        </span>
      </div>
      <p aria-live="polite">
        <Status status={status}>{word}</Status>{' '}
        {isUnderWay && <span className="text-muted">{progressText(recosting)}</span>}
      </p>
      {isUnderWay && recosting.total > 0 && (
        <progress
          aria-label={word}
          max={recosting.total}
          value={recosting.done}
          className="h-1.5 w-full max-w-80 accent-accent"
        />
      )}
      {failure !== null && (
        <p>
          <Status status="warning">The last attempt failed, and is made again</Status>{' '}
          <span className="text-muted">{failure}</span>
        </p>
      )}
      <Sum recosting={recosting} />
      {skipped > 0 && (
        <p className="text-muted">
          {plural(skipped, 'job was', 'jobs were')} left alone: changed otherwise since the preview.
        </p>
      )}
      {preview && preview.jobs > 0 && (
        <details open={isOpen}>
          <summary className="min-h-8 py-1 font-medium coarse:min-h-11">By month and model</summary>
          <DifferenceTable preview={preview} />
        </details>
      )}
      {mayManage && <RecostingSteps recosting={recosting} />}
    </li>
  );
}

function What({ recosting: { from, to, provider, model } }: { recosting: Recosting }) {
  const { reportingTimeZone } = useMe();
  const now = useNow();
  // The end is the midnight after the last day.
  const last = new Date(Date.parse(to) - 1);
  const days = `${formatDay(new Date(from), reportingTimeZone, now)} to ${formatDay(last, reportingTimeZone, now)}`;
  const of = [model, provider].filter((name) => name !== null).join(' of ');
  return of === '' ? `All jobs, ${days}` : `${of}, ${days}`;
}

function Sum({ recosting: { preview } }: { recosting: Recosting }) {
  if (!preview) return null;
  const { jobs, fromUsd, toUsd, rows } = preview;
  const newlyPriced = rows.reduce((sum, row) => sum + row.newlyPriced, 0);
  if (jobs === 0) return <p>Every job costs what the prices of now say: nothing to apply.</p>;
  return (
    <p>
      <span className="font-medium">{plural(jobs, 'job')}</span>{' '}
      {newlyPriced === jobs ? 'without a cost' : `of ${formatUsd(Number(fromUsd))}`} would cost{' '}
      {formatUsd(Number(toUsd))}:{' '}
      <span className="font-medium">{formatDifference(fromUsd, toUsd)}</span>
    </p>
  );
}
