import { describe, expect, it } from 'vitest';
import { seal, unseal } from './seal.ts';

const secret = 'a secret with thirty-two letters';

describe('seal', () => {
  it('gives back what was sealed', () => {
    expect(unseal(secret, 'key', seal(secret, 'key', 'tfi_schlüssel'))).toBe('tfi_schlüssel');
    expect(unseal(secret, 'key', seal(secret, 'key', ''))).toBe('');
  });

  it('never seals the same text to the same bytes', () => {
    expect(seal(secret, 'key', 'text')).not.toEqual(seal(secret, 'key', 'text'));
  });

  it('does not show what it holds', () => {
    expect(seal(secret, 'key', 'tfi_secret').includes('secret')).toBe(false);
  });

  it.each([
    ['another secret', `${secret}!`, 'key'],
    ['another purpose', secret, 'mail'],
  ])('does not open with %s', (_, otherSecret, purpose) => {
    expect(unseal(otherSecret, purpose, seal(secret, 'key', 'text'))).toBeUndefined();
  });

  it('does not open when any byte was changed', () => {
    const sealed = seal(secret, 'key', 'text');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(unseal(secret, 'key', changed)).toBeUndefined();
    }
  });

  it('does not open what is too short to be sealed', () => {
    expect(unseal(secret, 'key', Buffer.alloc(27))).toBeUndefined();
    expect(unseal(secret, 'key', Buffer.alloc(0))).toBeUndefined();
  });
});
