import { describe, expect, it } from 'vitest';
import { maskEmail, maskIp } from './mask.ts';

describe('maskEmail', () => {
  it.each([
    ['ada@example.com', 'a•••@example.com'],
    ['a@example.com', 'a•••@example.com'],
    ['odd@name@example.com', 'o•••@example.com'],
    ['@example.com', '•••'],
    ['correct horse battery', '•••'],
    ['', '•••'],
  ])('shows %s as %s', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });
});

describe('maskIp', () => {
  it.each([
    ['203.0.113.7', '203.0.113.•••'],
    ['::ffff:203.0.113.7', '203.0.113.•••'],
    ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3:•••'],
    ['2001:db8::1', '2001:db8:•••'],
    ['::1', '•••'],
  ])('shows %s as %s', (ip, masked) => {
    expect(maskIp(ip)).toBe(masked);
  });
});
