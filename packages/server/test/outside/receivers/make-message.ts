import type { Message } from '../../../src/notifications/messages/message.ts';

/** A message that fires, unless it is said otherwise. */
export const makeMessage = (given: Partial<Message> = {}): Message => ({
  kind: 'firing',
  id: '01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45',
  severity: 'critical',
  title: 'Critical: HighErrorRate (#1042)',
  facts: [{ name: 'Service', value: 'checkout' }],
  paragraphs: ['A deploy came 4 minutes before.'],
  links: [{ title: 'Open incident', url: 'https://ops.example.com/admin/incidents/1?a=1&b=2' }],
  answers: null,
  isPossiblyRepeated: false,
  at: new Date('2026-11-21T10:00:00Z'),
  data: {},
  ...given,
});
