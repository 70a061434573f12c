import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { createClient } from '../src/client.ts';
import type { TaffrailError } from '../src/report/error-report.ts';
import type { TaffrailOptions } from '../src/options.ts';
import type { Taffrail } from '../src/taffrail.ts';
import { FakePorts } from './fake-ports.ts';
import { IngestServer } from './ingest-server.ts';

/** A console, a clock and a spool folder for each test, and clients that are closed after it. */
export interface Stage {
  readonly server: IngestServer;
  readonly ports: FakePorts;
  readonly spoolDir: string;
  readonly errors: TaffrailError[];
  client(options?: Partial<TaffrailOptions>): Taffrail;
}

export const session = { organizationId: 'acme', userId: 'ada' };

export function useStage(): Stage {
  let server: IngestServer;
  let ports: FakePorts;
  let spoolDir: string;
  let errors: TaffrailError[];
  let clients: Taffrail[];
  const collect = (error: TaffrailError): void => void errors.push(error);

  beforeEach(async () => {
    server = await IngestServer.start();
    ports = new FakePorts();
    spoolDir = await mkdtemp(join(tmpdir(), 'taffrail-sdk-'));
    errors = [];
    clients = [];
  });

  afterEach(async () => {
    const closing = clients.map((client) => client.close(0));
    ports.advance(0);
    await Promise.all(closing);
    expect(ports.delays).toEqual([]);
    await server.stop();
    await rm(spoolDir, { recursive: true, force: true });
    expect(server.violations).toEqual([]);
  });

  return {
    get server() {
      return server;
    },
    get ports() {
      return ports;
    },
    get spoolDir() {
      return spoolDir;
    },
    get errors() {
      return errors;
    },
    client(options) {
      const { url, key } = server;
      const given = { url, key, spoolDir, onError: collect, ...options };
      const client = createClient(given, ports);
      clients.push(client);
      return client;
    },
  };
}
