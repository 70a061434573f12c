import { expect, it } from 'vitest';
import { shortAddress } from './short-address.ts';

it('tells where a link leads, whatever stands before its host', () => {
  expect(shortAddress('https://runbooks.example.com/disk')).toBe('runbooks.example.com/disk');
  expect(shortAddress('HTTP://good.example@evil.example/a@b')).toBe('evil.example/a@b');
  expect(shortAddress(`https://example.com/${'a'.repeat(100)}`)).toHaveLength(60);
});
