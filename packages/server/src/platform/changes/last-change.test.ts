import { expect, it } from 'vitest';
import { TestClock } from '../../../test/clock.ts';
import type { Changes, News } from './changes.ts';
import { noteLastChange } from './last-change.ts';

it('notes changes of its topics, and those that nobody can tell the topic of', () => {
  const clock = new TestClock('2026-11-21T10:00:00Z');
  const heard: ((news: News) => void)[] = [];
  const changes: Changes<'revenue' | 'activity'> = {
    announce: (...topics) => heard.forEach((onNews) => onNews(new Set(topics))),
    subscribe: (onNews) => {
      heard.push(onNews);
      return () => undefined;
    },
  };
  const changedAt = noteLastChange({ changes, clock }, 'revenue');
  const eitherAt = noteLastChange({ changes, clock }, 'revenue', 'activity');
  changes.announce('activity');
  expect(changedAt()).toBe(Number.NEGATIVE_INFINITY);
  expect(eitherAt()).toBe(Date.parse('2026-11-21T10:00:00Z'));
  changes.announce('activity', 'revenue');
  expect(changedAt()).toBe(Date.parse('2026-11-21T10:00:00Z'));
  clock.advance({ minutes: 1 });
  for (const onNews of heard) onNews('everything');
  expect(changedAt()).toBe(Date.parse('2026-11-21T10:01:00Z'));
});
