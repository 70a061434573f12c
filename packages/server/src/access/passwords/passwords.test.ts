import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

describe('passwords', () => {
  it('knows the password again, and no other', async () => {
    const hash = await hashPassword('correct horse battery');
    expect(await verifyPassword('correct horse battery', hash)).toBe(true);
    expect(await verifyPassword('correct horse batterz', hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
  });

  it('writes the algorithm, its cost and a salt of its own', async () => {
    const hashes = await Promise.all([hashPassword('same'), hashPassword('same')]);
    expect(hashes[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('reads what the reference implementation wrote, at another cost', async () => {
    // phc-winner-argon2, src/test.c
    const reference =
      '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword('password', reference)).toBe(true);
    expect(await verifyPassword('passwore', reference)).toBe(false);
  });

  it('takes the same letters for the same password, however they were composed', async () => {
    const hash = await hashPassword('Zürich \u2126 twelve');
    expect(await verifyPassword('Zu\u0308rich \u03a9 twelve', hash)).toBe(true);
  });

  it('finds no password right for somebody who is not there', async () => {
    expect(await verifyPassword('', undefined)).toBe(false);
    expect(await verifyPassword('correct horse battery', undefined)).toBe(false);
  });

  it('fails loudly on a stored hash that it cannot read', async () => {
    await expect(verifyPassword('password', '$2b$10$abc')).rejects.toThrow(/not readable/);
  });

  it('serves many at once, and asks those to come again who would wait too long', async () => {
    const cheap = `$argon2id$v=19$m=8,t=1,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, () => verifyPassword('many at once', cheap)),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(8);
    expect(refused[0]).toMatchObject({ reason: { code: 'unavailable', retryAfterSeconds: 5 } });
    expect(await verifyPassword('afterwards', cheap)).toBe(false);
  });
});
