import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createLogger } from '../platform/log.ts';
import { startProductProcess } from './product-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'taffrail-product-'));
});
afterAll(() => rm(folder, { recursive: true }));

const start = async (program: string, environment: Record<string, string> = {}) => {
  const file = path.join(folder, `${Math.random()}.mjs`);
  await writeFile(file, program);
  const said: string[] = [];
  const log = createLogger({
    level: 'info',
    destination: new Writable({
      write: (line: Buffer, _, done) => {
        said.push((JSON.parse(line.toString()) as { product: string }).product);
        done();
      },
    }),
  });
  const child = await startProductProcess({ file, nodeOptions: [], environment }, log);
  return { child, said, says: (text: string) => vi.waitFor(() => expect(said).toContain(text)) };
};

const running = 'setInterval(() => undefined, 1_000);';

it('logs what the product prints', async () => {
  const { child, says } = await start(`console.log('out'); console.error('err'); ${running}`);
  await says('out');
  await says('err');
  await child.stop();
});

it('tells why it ended, with its last words', async () => {
  const { child } = await start(`console.error('no table'); process.exitCode = 3;`);
  expect(await child.ended).toBe('exit status 3: no table');
});

it('hands on the environment that it is given, and nothing of ours', async () => {
  const program = `console.log(JSON.stringify([process.env.GIVEN, process.env.PATH ?? 'none']));`;
  const { child, says } = await start(program, { GIVEN: 'yes' });
  await child.ended;
  await says('["yes","none"]');
});

it('asks it to stop, and waits until it has', async () => {
  const program = `process.once('SIGTERM', () => { console.log('in order'); process.exit(0); });
    console.log('ready'); ${running}`;
  const { child, said, says } = await start(program);
  await says('ready');
  await child.stop();
  expect(await child.ended).toBe('exit status 0');
  expect(said).toContain('in order');
});

it('gives it a channel by which it notices that we are gone', async () => {
  const { child, says } = await start(`console.log(String(process.connected)); ${running}`);
  await says('true');
  await child.stop();
});
