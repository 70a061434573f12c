import type { DatabaseState, ProbedDatabase, ProbeFailure } from '@taffrail/contract';
import type { StatusName } from '../../../ui/status.tsx';

export const databaseTitles = {
  product: 'Product',
  console: 'Console',
} as const satisfies Record<ProbedDatabase, string>;

/** Completes "Now …" and "product database: …". */
export const failureWords = {
  unreachable: 'nobody answers at its address',
  refused: 'it does not let the console in',
  unavailable: 'it takes no connections now',
  timed_out: 'no answer within 2 seconds',
  failed: 'it answered with an error',
} as const satisfies Record<ProbeFailure, string>;

export const stateWords = {
  ok: { status: 'ok', word: 'OK' },
  failing: { status: 'error', word: 'Failed' },
  no_data: { status: 'unknown', word: 'No data' },
  not_configured: { status: 'idle', word: 'Not configured' },
} as const satisfies Record<DatabaseState, { status: StatusName; word: string }>;
