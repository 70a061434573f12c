import type { BulkAction, BulkActionState } from '@taffrail/contract';
import { Badge, Status, type StatusName } from '../status.tsx';

interface Look {
  readonly status: StatusName;
  readonly word: string;
}

const looks = {
  waiting: { status: 'info', word: 'Waiting' },
  running: { status: 'running', word: 'Running' },
  done: { status: 'ok', word: 'Done' },
  cancelled: { status: 'idle', word: 'Cancelled' },
} as const satisfies Record<BulkActionState, Look>;

/** What ended with rows that failed is not simply done. */
export const bulkLook = ({ state, failed }: Pick<BulkAction, 'state' | 'failed'>): Look =>
  state === 'done' && failed > 0
    ? { status: 'warning', word: 'Done, with failures' }
    : looks[state];

export function BulkStateMark({ of }: { of: BulkAction }) {
  const { status, word } = bulkLook(of);
  return <Status status={status}>{word}</Status>;
}

export function BulkStateBadge({ of }: { of: BulkAction }) {
  const { status, word } = bulkLook(of);
  return <Badge status={status}>{word}</Badge>;
}
