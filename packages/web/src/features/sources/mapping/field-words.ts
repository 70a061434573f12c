import type { MappedField, TriedAlert } from '@taffrail/contract';
import type { StatusName } from '../../../ui/status.tsx';

export const fieldTitles = {
  name: 'Name',
  status: 'Status',
  severity: 'Severity',
  fingerprint: 'Fingerprint',
  description: 'Description',
  service: 'Service',
  groupKey: 'Group',
  url: 'Address',
  startedAt: 'Started at',
  endedAt: 'Ended at',
  traceId: 'Trace id',
} as const satisfies Record<MappedField, string>;

export const fieldHints = {
  name: 'What is wrong, in a few words. It must be found.',
  status: 'Whether it fires or is resolved; words are given a meaning below.',
  severity: 'How bad it is; warning where nothing says.',
  fingerprint:
    'What tells it from others. Computed of name, service and labels where nothing stands.',
  description: 'More words about it.',
  service: 'What is affected: alerts of one service become one incident.',
  groupKey: 'What belongs together: alerts of one group become one incident.',
  url: 'Where the sender shows it, beginning with https:// or http://.',
  startedAt: 'ISO 8601, or seconds, milliseconds, micro- or nanoseconds since 1970.',
  endedAt: 'Read of what is resolved.',
  traceId: '32 hexadecimal digits, as in W3C Trace Context.',
} as const satisfies Record<MappedField, string>;

export const outcomeWords = {
  alert: { status: 'ok', word: 'It becomes an alert' },
  ignored: { status: 'idle', word: 'It is ignored, as its status says' },
  unreadable: { status: 'error', word: 'It cannot be read' },
} as const satisfies Record<TriedAlert['outcome'], { status: StatusName; word: string }>;
