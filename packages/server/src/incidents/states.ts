import { IncidentAction, type IncidentState } from '@taffrail/contract';

/** Where each action leads, from the states in which it is possible. */
const transitions: Readonly<
  Record<IncidentAction, Readonly<Partial<Record<IncidentState, IncidentState>>>>
> = {
  acknowledge: { open: 'acknowledged' },
  unacknowledge: { acknowledged: 'open' },
  resolve: { open: 'resolved', acknowledged: 'resolved' },
  close: { resolved: 'closed' },
  reopen: { resolved: 'open', closed: 'open' },
};

const isOver = 'It is over: reopen it first.';
const refusals: Readonly<Record<IncidentAction, Readonly<Partial<Record<IncidentState, string>>>>> =
  {
    acknowledge: { acknowledged: 'It is acknowledged already.', resolved: isOver, closed: isOver },
    unacknowledge: { open: 'Nobody has acknowledged it.', resolved: isOver, closed: isOver },
    resolve: { resolved: 'It is resolved already.', closed: 'It is closed already.' },
    close: {
      open: 'Resolve it before you close it.',
      acknowledged: 'Resolve it before you close it.',
      closed: 'It is closed already.',
    },
    reopen: { open: 'It is open already.', acknowledged: 'It is not over: nothing is to reopen.' },
  };

export type Transition = { readonly state: IncidentState } | { readonly refusal: string };

/** Where an action leads, or why it is impossible. */
export const transition = (state: IncidentState, action: IncidentAction): Transition => {
  const next = transitions[action][state];
  if (next !== undefined) return { state: next };
  return { refusal: refusals[action][state] ?? 'That is not possible now.' };
};

/** Exactly what may be done now. */
export const allowedActions = (state: IncidentState): IncidentAction[] =>
  IncidentAction.options.filter((action) => transitions[action][state] !== undefined);

/** Where an action always leads: what is there already has no need of it. */
export const goalOf: Readonly<Record<IncidentAction, IncidentState>> = {
  acknowledge: 'acknowledged',
  unacknowledge: 'open',
  resolve: 'resolved',
  close: 'closed',
  reopen: 'open',
};
