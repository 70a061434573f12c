import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClock } from '../../../test/clock.ts';
import { createLogger } from '../log.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';
import { mountWebFiles } from './web-files.ts';

let folder: string;
let server: HttpServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taffrail-web-'));
  await mkdir(join(folder, 'assets'));
  await mkdir(join(folder, '.vite'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Taffrail</title>');
  await writeFile(join(folder, '.vite/stamp'), 'secret');
  await writeFile(join(folder, 'assets/main-abc.js'), 'export {};');
  await writeFile(join(folder, 'assets/main-abc.js.gz'), gzipSync('export {};'));
  server = await createHttpServer({
    log: createLogger({ level: 'silent' }),
    clock: new TestClock('2026-11-21T10:00:00Z'),
    trustProxy: false,
    https: false,
    version: '0.0.0',
  });
  server.get('/api/v1/known', async () => ({}));
  await mountWebFiles(server, folder);
  await server.ready();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  server.inject({ method, url, headers });
const browser = { accept: 'text/html,application/xhtml+xml' };

describe('the built web UI', () => {
  it.each(['/', '/admin/activity?range=7d', '/sign-in'])('is the one page at %s', async (url) => {
    const answer = await get(url, browser);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.body).toContain('Taffrail');
    expect((await get(url, browser, 'HEAD')).statusCode).toBe(200);
  });

  it('keeps assets for ever, compressed where the browser takes it', async () => {
    const answer = await get('/assets/main-abc.js', { 'accept-encoding': 'gzip' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.headers['cache-control']).toContain('immutable');
  });

  it('is no part of the description of the API', () => {
    expect(server.swagger().paths).toEqual({ '/api/v1/known': expect.anything() });
  });

  it('serves what a new build brings', async () => {
    await writeFile(join(folder, 'assets/main-def.js'), 'export {};');
    expect((await get('/assets/main-def.js')).statusCode).toBe(200);
  });

  it.each([
    '/assets/gone-abc.js',
    '/api/v1/unknown',
    '/ingest/unknown',
    '/.vite/stamp',
    '/assets/../.vite/stamp',
    '/assets/%2e%2e/.vite/stamp',
    '/..%2f..%2fetc/passwd',
  ])('has nothing at %s', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.json().error.code).toBe('not_found');
  });

  it('shows no page to programs', async () => {
    expect((await get('/api/v1/unknown', browser)).statusCode).toBe(404);
    expect((await get('/admin/activity', { accept: 'application/json' })).statusCode).toBe(404);
  });
});
