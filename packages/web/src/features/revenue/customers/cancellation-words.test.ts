import { expect, it } from 'vitest';
import { cancellationWords } from './cancellation-words.ts';

it.each([
  [{ reason: 'ended', cause: null, feedback: null }, ['Ended at once', null]],
  [
    { reason: 'announced', cause: 'cancellation_requested', feedback: 'too_expensive' },
    ['Had announced to leave', 'said: too expensive'],
  ],
  [{ reason: 'ended', cause: 'payment_disputed', feedback: null }, ['Payment disputed', null]],
  [{ reason: 'payment_failed', cause: 'payment_failed', feedback: null }, ['Payment failed', null]],
] as const)('words %j', (cancellation, words) => {
  expect(cancellationWords(cancellation)).toEqual(words);
});
