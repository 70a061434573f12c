import type { AttentionItem, AttentionKind, Permission } from '@taffrail/contract';
import type { AppContext } from '../../slice.ts';

export type AttentionContext = Pick<
  AppContext,
  'db' | 'clock' | 'log' | 'reportingTimeZone' | 'publicUrl' | 'productDatabase'
>;

/** Of one kind: how many there are, and the rows that would be shown if there were no others. */
export interface Found {
  readonly items: readonly AttentionItem[];
  readonly count: number;
}

/** Where something is found that may need somebody. One kind, one file. */
export interface AttentionSource {
  readonly kind: AttentionKind;
  /** Of the list behind it. */
  readonly permission: Permission;
  readonly find: (context: AttentionContext, now: Date) => Promise<Found>;
}

/** What most kinds have not. */
export const nothingMore = { at: null, runs: null, incident: null } as const;
