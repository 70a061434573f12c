import type { DatabaseLatency } from '@taffrail/contract';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { failureWords, stateWords } from './database-words.ts';

type Probed = DatabaseLatency['databases'][number];

/** How it is now, whatever the range: beside the title. */
export function DatabaseStatus({ probed }: { probed: Probed }) {
  const { status, word } = stateWords[probed.state];
  return (
    <span className="ml-2 text-compact">
      <Status status={status}>{word}</Status>
    </span>
  );
}

/** Why it is so, where that is not well. */
export function DatabaseReason({ probed: { state, failure, lastProbedAt } }: { probed: Probed }) {
  if (state === 'ok' || lastProbedAt === null) return null;
  return (
    <p className="mb-2 text-compact text-muted">
      {state === 'failing'
        ? `Now ${failureWords[failure ?? 'failed']}; last probed `
        : 'Last probed '}
      <RelativeTime at={lastProbedAt} />.
    </p>
  );
}
