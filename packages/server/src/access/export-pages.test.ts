import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { createLogger } from '../platform/log.ts';
import { bySystem } from './audit.ts';
import { exportLines, exportPageRows, toExportPage } from './export-pages.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(() => server.clock.advance({ seconds: 1 }));

/** A list of so many numbers, from 1. */
const exportNumbers = (count: number, failsAfter = count) =>
  exportLines(
    { db: server.db, clock: server.clock, log: createLogger({ level: 'silent' }) },
    {
      by: bySystem('tests'),
      action: 'numbers.exported',
      asked: { count },
      header: 'number\r\n',
      toLine: (number: number) => `${number}\r\n`,
      readFrom: async (after: number | undefined = 0) => {
        if (after >= failsAfter) throw new Error('The list is away.');
        const length = Math.min(exportPageRows, count - after);
        return toExportPage(
          Array.from({ length }, (_, index) => after + index + 1),
          (last) => last,
        );
      },
    },
  );

const lastAudit = async () => (await readAudit(server, 'numbers.exported')).at(-1)?.['after'];

it.each([0, 1, exportPageRows, 120_000])('gives all of %i rows', async (count) => {
  const [header, ...lines] = (await text(await exportNumbers(count, count + 1))).split('\r\n');
  expect(header).toBe('number');
  expect([lines.length - 1, lines.at(-2)]).toEqual([count, count === 0 ? undefined : `${count}`]);
  expect(await lastAudit()).toEqual({ count, rows: count, complete: true });
});

it('fails with an answer where its first page cannot be read', async () => {
  await expect(exportNumbers(10, 0)).rejects.toThrow('The list is away.');
});

it('breaks off, and says so, where a later page cannot', async () => {
  const count = 2 * exportPageRows;
  await expect(text(await exportNumbers(count, exportPageRows))).rejects.toThrow('is away');
  expect(await lastAudit()).toEqual({ count, rows: exportPageRows, complete: false });
});
