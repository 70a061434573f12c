import type { DatabaseLatency } from '@taffrail/contract';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { failureWords, stateWords } from './database-words.ts';

/** How it is now, whatever the range. */
export function DatabaseStatus({ probed }: { probed: DatabaseLatency['databases'][number] }) {
  const { state, failure, lastProbedAt } = probed;
  const { status, word } = stateWords[state];
  return (
    <p className="mb-2 flex flex-wrap items-center gap-x-1.5 text-compact text-muted">
      <Status status={status}>{word}</Status>
      {state === 'failing' && failure && <span>{failureWords[failure]}</span>}
      {state === 'not_configured' && <span>any more</span>}
      <span>
        {lastProbedAt === null ? (
          'A worker probes it every minute; the first figures come with the next.'
        ) : (
          <>
            {state === 'no_data' ? 'since the last probe, ' : '· last probed '}
            <RelativeTime at={lastProbedAt} />
          </>
        )}
      </span>
    </p>
  );
}
