import type { SourceTest } from '@taffrail/contract';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Status, type StatusName } from '../../ui/status.tsx';

const states = {
  waiting: { status: 'running', words: 'Test sent, waits to be read' },
  arrived: { status: 'ok', words: 'Test arrived and was read; nothing of it is kept' },
  failed: { status: 'error', words: 'Test could not be read' },
} as const satisfies Record<SourceTest['state'], { status: StatusName; words: string }>;

/** What became of the latest test. */
export function TestState({ test: { state, sentAt, reason } }: { test: SourceTest }) {
  const { status, words } = states[state];
  return (
    <p aria-live="polite">
      <Status status={status}>{words}</Status>{' '}
      <span className="text-muted">
        <RelativeTime at={sentAt} />
        {reason !== null && ` · ${reason}`}
      </span>
    </p>
  );
}
