import type { DatabaseLatency } from '@taffrail/contract';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { failureWords, stateWords } from './database-words.ts';

/** How it is now, whatever the range: beside the title. */
export function DatabaseStatus({ probed }: { probed: DatabaseLatency['databases'][number] }) {
  const { state, failure, lastProbedAt } = probed;
  const { status, word } = stateWords[state];
  return (
    <span className="ml-2 inline-flex flex-wrap items-center gap-x-1.5 text-compact text-muted">
      <Status status={status}>{word}</Status>
      {state === 'failing' && failure && <span>{failureWords[failure]}</span>}
      {state !== 'ok' && lastProbedAt !== null && (
        <span>
          {state === 'failing' ? '· last probed ' : 'since '}
          <RelativeTime at={lastProbedAt} />
        </span>
      )}
    </span>
  );
}
