import type { BulkActionName, Permission } from '@taffrail/contract';

interface BulkWords {
  readonly permission: Permission;
  /** On the button. */
  readonly verb: string;
  readonly one: string;
  readonly many: string;
  /** What became of them: "42 acknowledged". */
  readonly done: string;
  /** What it does to each, as a sentence. */
  readonly effect: string;
  /** What whoever does it may say about it. */
  readonly note: string | undefined;
}

export const bulkWords = {
  'alerts.resolve': {
    permission: 'incidents.act',
    verb: 'Resolve',
    one: 'alert',
    many: 'alerts',
    done: 'resolved',
    effect:
      'An incident whose last firing alert this is ends with it. What its source tells again fires again.',
    note: undefined,
  },
  'incidents.acknowledge': {
    permission: 'incidents.act',
    verb: 'Acknowledge',
    one: 'incident',
    many: 'incidents',
    done: 'acknowledged',
    effect: 'They are yours from then on, and call nobody else.',
    note: undefined,
  },
  'incidents.resolve': {
    permission: 'incidents.act',
    verb: 'Resolve',
    one: 'incident',
    many: 'incidents',
    done: 'resolved',
    effect: 'They are over. What fires again opens them again.',
    note: 'What it was, for whoever meets it next.',
  },
  'runs.retry': {
    permission: 'runs.retry',
    verb: 'Mark for retry',
    one: 'run',
    many: 'runs',
    done: 'marked for retry',
    effect:
      'Each goes on from the stage that failed, with one attempt more; a worker takes it up within about a minute.',
    note: undefined,
  },
} as const satisfies Record<BulkActionName, BulkWords>;

export const wordsOf = (action: BulkActionName): BulkWords => bulkWords[action];
