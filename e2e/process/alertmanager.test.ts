import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { freePort } from '../harness/server-process.ts';

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Debian's name of it, and its own. */
const program = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .flatMap((folder) => [
    path.join(folder, 'prometheus-alertmanager'),
    path.join(folder, 'alertmanager'),
  ])
  .find(isProgram);

const configFor = (url: string): string => `
route:
  receiver: taffrail
  group_by: [alertname, service]
  group_wait: 50ms
  group_interval: 500ms
  repeat_interval: 1h
receivers:
  - name: taffrail
    webhook_configs:
      - url: ${url}
        send_resolved: true
`;

const about = program ? 'a real Alertmanager' : 'a real Alertmanager (not on this machine)';

describe.skipIf(!program)(about, () => {
  let server: RunningConsole;
  let folder: string;
  let alertmanager: { readonly url: string; readonly stop: () => Promise<void> };

  const ask = async (method: string, at: string, body?: unknown) => {
    const answer = await fetch(`${server.url}${at}`, {
      method,
      headers: {
        authorization: `Bearer ${server.apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect(answer.ok).toBe(true);
    return answer.json();
  };

  const startAlertmanager = async (hook: string): Promise<typeof alertmanager> => {
    const config = path.join(folder, 'alertmanager.yml');
    await writeFile(config, configFor(hook));
    const port = await freePort();
    const child = spawn(
      program ?? '',
      [
        `--config.file=${config}`,
        `--storage.path=${path.join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address=',
      ],
      { stdio: 'ignore' },
    );
    const url = `http://127.0.0.1:${port}`;
    const stop = async (): Promise<void> => {
      if (child.kill('SIGTERM')) await once(child, 'exit');
    };
    const isReady = () => fetch(`${url}/-/ready`).then(({ ok }) => expect(ok).toBe(true));
    try {
      await vi.waitFor(isReady, { timeout: 20_000, interval: 50 });
    } catch (error) {
      await stop();
      throw error;
    }
    return { url, stop };
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'taffrail-alertmanager-'));
    server = await startConsole();
    const source = { kind: 'alertmanager', name: 'Alertmanager of the cluster' };
    alertmanager = await startAlertmanager((await ask('POST', '/api/v1/sources', source)).url);
  });
  afterAll(async () => {
    await alertmanager?.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const tell = async (times: object): Promise<void> => {
    const labels = { alertname: 'DiskFull', severity: 'critical', service: 'db', host: 'dß-1' };
    const annotations = { summary: 'The disk is full' };
    const answer = await fetch(`${alertmanager.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ labels, annotations, ...times }]),
    });
    expect(answer.status).toBe(200);
  };
  const untilAlert = (status: string) =>
    vi.waitFor(
      async () => {
        const { items } = await ask('GET', '/api/v1/alerts');
        expect(items).toMatchObject([
          { name: 'DiskFull', severity: 'critical', status, service: 'db' },
        ]);
        return items[0];
      },
      { timeout: 30_000, interval: 100 },
    );

  it('delivers what fires, and that it is over', async () => {
    const startsAt = new Date().toISOString();
    await tell({ startsAt });
    const firing = await untilAlert('firing');
    expect(firing).toMatchObject({ startedAt: startsAt, endedAt: null });
    await tell({ startsAt, endsAt: new Date().toISOString() });
    const resolved = await untilAlert('resolved');
    expect(resolved.id).toBe(firing.id);
    expect(Date.parse(resolved.endedAt)).toBeGreaterThanOrEqual(Date.parse(startsAt));
  });
});
