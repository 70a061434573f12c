import type { Freshness, lateAfterDays } from '@taffrail/contract';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Status } from '../../ui/status.tsx';
import { freshnessStatuses, freshnessWords } from './source-words.ts';

interface FreshnessMarkProps {
  freshness: Freshness;
  kind: keyof typeof lateAfterDays;
  lastReceivedAt: string | null;
}

/** Whether it still sends, and when it did last. */
export function FreshnessMark({ freshness, kind, lastReceivedAt }: FreshnessMarkProps) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Status status={freshnessStatuses[freshness]}>{freshnessWords(freshness, kind)}</Status>
      {lastReceivedAt !== null && (
        <span className="text-muted">
          Last event <RelativeTime at={lastReceivedAt} />
        </span>
      )}
    </span>
  );
}
