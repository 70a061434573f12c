import { describe, expect, it } from 'vitest';
import { eventually } from '../../test/fake-ports.ts';
import { useStage } from '../../test/stage.ts';

const stage = useStage();

/** A route handler as Next.js calls it: a web `Request`, and parameters as a promise. */
const call = <Answer>(
  handler: (request: Request, context: { params: Promise<Record<string, unknown>> }) => Answer,
  path: string,
  params: Record<string, unknown> = {},
): Answer => handler(new Request(`http://localhost${path}`), { params: Promise.resolve(params) });

const recorded = async (count: number): Promise<unknown[]> => {
  await eventually(() => stage.server.records.length >= count);
  return stage.server.records.map(({ endpoint, statusCode }) => [endpoint, statusCode]);
};

describe('a route handler of Next.js', () => {
  it.each([
    ['/api/leads', {}, '/api/leads'],
    ['/api/leads/l7', { id: 'l7' }, '/api/leads/[id]'],
    ['/api/leads/leads', { id: 'leads' }, '/api/leads/[id]'],
    ['/api/a%20b/x', { name: 'a b' }, '/api/[name]/x'],
    ['/docs/a/b/c', { slug: ['a', 'b', 'c'] }, '/docs/[...slug]'],
  ])('%s is known by its pattern', async (path, params, pattern) => {
    const taffrail = stage.client();
    const handler = taffrail.next(async () => Response.json({ ok: true }));
    const response = await call(handler, path, params);
    expect(await response.json()).toEqual({ ok: true });
    await eventually(() => taffrail.stats().queued === 1);
    await taffrail.flush();
    expect(await recorded(1)).toEqual([[pattern, 200]]);
  });

  it('gives what the handler gives, and fails as it fails', async () => {
    const taffrail = stage.client();
    const promise = Promise.resolve(new Response(null, { status: 204 }));
    expect(
      call(
        taffrail.next(() => promise),
        '/a',
      ),
    ).toBe(promise);

    const broken = new Error('broken');
    await expect(
      call(
        taffrail.next(() => Promise.reject(broken)),
        '/b',
      ),
    ).rejects.toBe(broken);
    const fail = (): Response => {
      throw broken;
    };
    expect(() => call(taffrail.next(fail), '/c')).toThrow(broken);

    await eventually(() => taffrail.stats().queued === 3);
    await taffrail.flush();
    expect(new Set(await recorded(3))).toEqual(
      new Set([
        ['/a', 204],
        ['/b', 500],
        ['/c', 500],
      ]),
    );
  });

  it.each([
    ['NEXT_REDIRECT;replace;/login;307;', 307],
    ['NEXT_HTTP_ERROR_FALLBACK;404', 404],
    ['something else', 500],
  ])('that throws %s answers with %i', async (digest, status) => {
    const taffrail = stage.client();
    const thrown = Object.assign(new Error(), { digest });
    await expect(
      call(
        taffrail.next(() => Promise.reject(thrown)),
        '/',
      ),
    ).rejects.toBe(thrown);
    await eventually(() => taffrail.stats().queued === 1);
    await taffrail.flush();
    expect(await recorded(1)).toEqual([['/', status]]);
  });
});
