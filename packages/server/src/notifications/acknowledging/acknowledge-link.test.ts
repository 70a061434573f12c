import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeToken, readToken } from './acknowledge-link.ts';

const secret = 'a secret of thirty-two characters';
const link = {
  incidentId: '01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45',
  channelId: '01a1fd8c-6900-72cf-bae7-d4c8cfb1cb46',
};
const now = new Date('2026-11-21T10:00:00Z');
const after = (days: number): Date => new Date(now.getTime() + days * 86_400_000);

describe('a link to acknowledge', () => {
  it('is read as it was made, for seven days', () => {
    const token = makeToken(secret, link, now);
    expect(token).toMatch(/^[\w-]{70}$/);
    expect(readToken(secret, token, after(6.99))).toEqual(link);
    expect(readToken(secret, token, after(7))).toBe('expired');
  });

  it('holds under its own secret only', () => {
    expect(readToken(`${secret}!`, makeToken(secret, link, now), now)).toBeUndefined();
  });

  it('holds no more when any bit of it is another', () => {
    const bytes = Buffer.from(makeToken(secret, link, now), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(readToken(secret, changed.toString('base64url'), now)).toBeUndefined();
    }
  });

  it('is nothing else that somebody might send', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(readToken(secret, text, now)).toBeUndefined();
      }),
    );
  });
});
