import { expect, it } from 'vitest';
import { nameOfGroup, shareOf } from './group-words.ts';

it('names plans and countries, and those of whom they are not known', () => {
  expect(nameOfGroup({ value: 'team', kind: 'one' }, 'plan')).toBe('team');
  expect(nameOfGroup({ value: 'DE', kind: 'one' }, 'country')).toBe('Germany');
  expect(nameOfGroup({ value: null, kind: 'several' }, 'country')).toBe('Several countries');
  expect(nameOfGroup({ value: null, kind: 'unknown' }, 'plan')).toBe('Not known');
});

it('shares are of one currency, and of nothing there is none', () => {
  const euros = { mrr: '30', currency: 'eur' };
  const groups = [euros, { mrr: '90', currency: 'eur' }, { mrr: '7', currency: 'sek' }];
  expect(shareOf(euros, groups)).toBe(0.25);
  expect(shareOf({ mrr: '0', currency: 'usd' }, [{ mrr: '0', currency: 'usd' }])).toBeNull();
});
