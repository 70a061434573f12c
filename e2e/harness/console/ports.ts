import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from '../server-process.ts';

export interface TakenPort {
  readonly port: number;
  readonly free: () => void;
}

/** Where no PostgreSQL is started, and no outgoing connection begins while a console is away. */
const firstPort = 12_000;
const portsAWorker = 500;
const worker = Number(process.env['VITEST_POOL_ID'] ?? 0);

let kept: number | undefined;
let isTaken = false;

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
};

const keptPort = async (): Promise<number> => {
  while (kept === undefined || !(await isFree(kept)))
    kept = firstPort + worker * portsAWorker + Math.floor(Math.random() * portsAWorker);
  return kept;
};

/**
 * The consoles that a worker's files start one after the other have one address: what its browser
 * has fetched and compiled of one serves for the next, which is the same build. A second one at the
 * same time has an address of its own.
 */
export const takePort = async (): Promise<TakenPort> => {
  if (isTaken) return { port: await freePort(), free: () => undefined };
  isTaken = true;
  const free = (): void => {
    isTaken = false;
  };
  return { port: await keptPort(), free };
};

/** Whether a later console of this worker can have this address. */
export const isKeptAddress = (url: string): boolean => new URL(url).port === String(kept);
