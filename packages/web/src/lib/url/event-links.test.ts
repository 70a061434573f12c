import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resolveRange } from '../time/time-range.ts';
import { searchAround, searchOfEvent } from './event-links.ts';
import { OpenIdsParam } from './open-ids.ts';
import { RangeParam } from './search-params.ts';

const id = '0192f000-0000-7000-8000-00000000c01a';
const at = (createdAt: string) => ({ id, createdAt });

it('ends with the event, or five minutes after it', () => {
  expect(searchOfEvent(at('2026-11-21T10:42:07.123Z')).range).toBe(
    '2026-11-21T10:37:07Z..2026-11-21T10:42:08Z',
  );
  expect(searchOfEvent(at('2026-11-21T10:42:07.000Z')).range).toBe(
    '2026-11-21T10:37:07Z..2026-11-21T10:42:08Z',
  );
  expect(searchAround(at('2026-11-21T10:42:07.123Z')).range).toBe(
    '2026-11-21T10:37:07Z..2026-11-21T10:47:08Z',
  );
});

it('always holds the event, and can be read by its page', () => {
  const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
  fc.assert(
    fc.property(moment, (ms) => {
      const event = at(new Date(ms).toISOString());
      for (const search of [searchOfEvent(event), searchAround(event)]) {
        expect(RangeParam.safeParse(search.range).success).toBe(true);
        expect(OpenIdsParam.safeParse(search.peek).success).toBe(true);
        const span = resolveRange(search.range, new Date(), 'Europe/Berlin');
        expect(span && span.from.getTime() <= ms && ms < span.to.getTime()).toBe(true);
      }
    }),
  );
});
