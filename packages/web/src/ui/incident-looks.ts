import type { IncidentState } from '@taffrail/contract';
import type { StatusName } from './status.tsx';

/** Where an incident stands: shape, word and colour. */
export const incidentLooks = {
  open: { status: 'info', word: 'Open' },
  acknowledged: { status: 'running', word: 'Acknowledged' },
  resolved: { status: 'ok', word: 'Resolved' },
  closed: { status: 'idle', word: 'Closed' },
} as const satisfies Record<IncidentState, { status: StatusName; word: string }>;
