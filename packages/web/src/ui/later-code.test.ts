import { afterEach, describe, expect, it, vi } from 'vitest';
import { laterCode } from './later-code.ts';

const missing = new TypeError('Failed to fetch dynamically imported module: /assets/page-abc.js');
const load = laterCode(() => Promise.reject(missing));

/** The network is a port; here nothing listens, or something does. */
const consoleThat = (answers: () => Promise<Response>): void =>
  void vi.stubGlobal('fetch', answers);
afterEach(() => vi.unstubAllGlobals());

describe('laterCode', () => {
  it('gives the code', async () => {
    expect(await laterCode(() => Promise.resolve('code'))()).toBe('code');
  });

  it('leaves code that a new build took away to the router', async () => {
    consoleThat(() => Promise.resolve(new Response('{}')));
    await expect(load()).rejects.toBe(missing);
  });

  it.each([
    ['nothing answers', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['only a proxy answers', () => Promise.resolve(new Response('', { status: 502 }))],
  ])('says that the console is away when %s', async (_, answer) => {
    consoleThat(answer);
    await expect(load()).rejects.toMatchObject({ code: 'unreachable' });
  });
});
