import { describe, expect, it } from 'vitest';
import { readInet } from './inet.ts';

describe('readInet', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', '02200004c0000201'],
    ['0.0.0.0', '0.0.0.0', '0220000400000000'],
    ['::', '::', `03800010${'00'.repeat(16)}`],
    ['::1', '::1', `03800010${'00'.repeat(15)}01`],
    [
      '2001:DB8::FF00:42:8329',
      '2001:db8::ff00:42:8329',
      '0380001020010db8000000000000ff0000428329',
    ],
    ['::ffff:192.0.2.1', '::ffff:c000:201', '0380001000000000000000000000ffffc0000201'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8', '0380001000010002000300040005000600070008'],
  ])('reads %s', (given, text, binary) => {
    const inet = readInet(given);
    expect(inet?.text).toBe(text);
    expect(inet?.binary.toString('hex')).toBe(binary);
  });

  it.each(['', '10.0.0.0/8', '::/0', 'fe80::1%eth0', '[::1]', '1.2.3', '1.2.3.04', '1::2::3', 'a'])(
    'refuses %j, also when asked again',
    (given) => {
      expect(readInet(given)).toBeUndefined();
      expect(readInet(given)).toBeUndefined();
    },
  );
});
