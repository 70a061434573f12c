import { IncidentAction, IncidentState } from '@taffrail/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allowedActions, goalOf, transition } from './states.ts';

const actions = IncidentAction.options;
const anyAction = fc.constantFrom(...actions);

/** The states that a history leads through, beginning with the first. */
const follow = (history: readonly IncidentAction[]): IncidentState[] => {
  const states: IncidentState[] = ['open'];
  for (const action of history) {
    const next = transition(states.at(-1) ?? 'open', action);
    if ('state' in next) states.push(next.state);
  }
  return states;
};

it('leads from open over acknowledged and resolved to closed, and back to open', () => {
  expect(follow(['acknowledge', 'resolve', 'close', 'reopen'])).toEqual([
    'open',
    'acknowledged',
    'resolved',
    'closed',
    'open',
  ]);
  expect(follow(['acknowledge', 'unacknowledge'])).toEqual(['open', 'acknowledged', 'open']);
});

it('closes only what is resolved, in every history', () => {
  fc.assert(
    fc.property(fc.array(anyAction, { maxLength: 40 }), (history) => {
      const states = follow(history);
      for (const [index, state] of states.entries())
        if (state === 'closed') expect(states[index - 1]).toBe('resolved');
    }),
  );
});

it('always comes from the state before by an action that was allowed, to its goal', () => {
  fc.assert(
    fc.property(fc.constantFrom(...IncidentState.options), anyAction, (state, action) => {
      const next = transition(state, action);
      const isAllowed = allowedActions(state).includes(action);
      if ('state' in next) {
        expect(isAllowed).toBe(true);
        expect(next.state).toBe(goalOf[action]);
        expect(next.state).not.toBe(state);
      } else {
        expect(isAllowed).toBe(false);
        expect(next.refusal).toMatch(/^[A-Z].{8,}\.$/);
      }
    }),
  );
});

it('can always be brought back to open', () => {
  for (const state of IncidentState.options) {
    const ways = [...allowedActions(state)];
    const reached = ways.map((action) => transition(state, action));
    expect(
      state === 'open' || reached.some((next) => 'state' in next && next.state === 'open'),
      state,
    ).toBe(true);
  }
});

it.each([
  ['open', 'close', 'Resolve it before you close it.'],
  ['resolved', 'acknowledge', 'It is over: reopen it first.'],
  ['closed', 'close', 'It is closed already.'],
  ['open', 'reopen', 'It is open already.'],
] as const)('says of %s why it is impossible to %s', (state, action, refusal) => {
  expect(transition(state, action)).toEqual({ refusal });
});
