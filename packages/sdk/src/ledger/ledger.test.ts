import { appendFile, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually, someTurns } from '../../test/fake-ports.ts';
import { session, useStage } from '../../test/stage.ts';
import type { LedgerOutcome, Taffrail } from '../taffrail.ts';
import { toSpoolLine } from './spool-line.ts';

const stage = useStage();

const consume = (taffrail: Taffrail, n: number): Promise<LedgerOutcome> =>
  taffrail.logActivity(session, { action: 'credit.consumed', metadata: { n } }, undefined, {
    ledger: true,
  });

const segments = async (): Promise<string[]> =>
  (await readdir(stage.spoolDir)).filter((file) => file.endsWith('.spool'));
const rejectedEntries = async (): Promise<Record<string, unknown>[]> =>
  (await readFile(join(stage.spoolDir, 'rejected.ndjson'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const arrived = (): number[] =>
  stage.server.records
    .map((record) => (record['metadata'] as { n: number }).n)
    .toSorted((a, b) => a - b);

const line = (n: number): string =>
  toSpoolLine(
    JSON.stringify({
      kind: 'activity',
      id: `0192d3a4-5b6c-7d8e-9f00-${String(n).padStart(12, '0')}`,
      organizationId: 'acme',
      action: 'credit.consumed',
      metadata: { n },
      createdAt: '2026-11-21T12:00:00.000Z',
    }),
  );
/** As a process of another boot would have left it. */
const strayName = '000000000000-1-1-000000000000.1.spool';
const leaveStray = (text: string, name = strayName): Promise<void> =>
  writeFile(join(stage.spoolDir, name), text);
const leaseOver = 61_000;

describe('a ledger record', () => {
  it('is in the spool when its call resolves, and gone from it when the console has it', async () => {
    const taffrail = stage.client();
    expect(await consume(taffrail, 1)).toEqual({ durable: true });
    const [segment = ''] = await segments();
    expect(await readFile(join(stage.spoolDir, segment), 'utf8')).toContain('"n":1');
    expect(taffrail.stats()).toMatchObject({ spooled: 1, queued: 0 });

    stage.ports.advance(1_000);
    await eventually(() => taffrail.stats().spooled === 0);
    expect(arrived()).toEqual([1]);
    expect(await segments()).toEqual([]);
    expect(taffrail.stats()).toMatchObject({ sent: 1, accepted: 1 });
  });

  it('shares the fsync with those of the same moment', async () => {
    const taffrail = stage.client();
    const outcomes = await Promise.all(Array.from({ length: 500 }, (_, n) => consume(taffrail, n)));
    expect(outcomes.every((outcome) => outcome.durable)).toBe(true);
    expect(await segments()).toHaveLength(1);
    expect(await taffrail.flush()).toBe(true);
    expect(stage.server.stored.size).toBe(500);
  });

  it('keeps metadata as it was at the call', async () => {
    const taffrail = stage.client();
    const metadata = { n: 1 };
    const logged = taffrail.logActivity(session, { action: 'credit.consumed', metadata }, null, {
      ledger: true,
    });
    metadata.n = 2;
    await logged;
    await taffrail.flush();
    expect(arrived()).toEqual([1]);
  });

  it.each([401, 400, 403, 500, 503, 429])('stays through any number of %i', async (status) => {
    const taffrail = stage.client();
    stage.server.standing = { status };
    await consume(taffrail, 1);
    stage.ports.advance(1_000);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await eventually(() => stage.errors.length === attempt);
      expect(taffrail.stats()).toMatchObject({ spooled: 1, dropped: 0 });
      await someTurns();
      if (attempt === 3) stage.server.standing = 'accept';
      stage.ports.advance(60_000);
    }
    await eventually(() => taffrail.stats().spooled === 0);
    expect(arrived()).toEqual([1]);
  });

  it('stays as long as no answer speaks of it', async () => {
    const taffrail = stage.client();
    stage.server.behaviours.push({ status: 200, body: '{"accepted":0,"rejected":[]}' });
    await consume(taffrail, 1);
    stage.ports.advance(1_000);
    await eventually(() => stage.errors.length === 1);
    expect(taffrail.stats()).toMatchObject({ spooled: 1 });
    expect(await taffrail.flush()).toBe(true);
    expect(arrived()).toEqual([1]);
  });

  it('repeats its body and key after a restart', async () => {
    const first = stage.client();
    stage.server.standing = { status: 503 };
    await consume(first, 1);
    stage.ports.advance(1_000);
    await eventually(() => stage.errors.length === 1);
    const closed = first.close(0);
    stage.ports.advance(0);
    expect(await closed).toBe(false);

    stage.server.standing = 'accept';
    const second = stage.client();
    expect(await second.flush()).toBe(true);
    const [before, after] = [stage.server.requests[0], stage.server.requests.at(-1)];
    expect(after?.headers['idempotency-key']).toBe(before?.headers['idempotency-key']);
    expect(after?.body).toEqual(before?.body);
    expect(arrived()).toEqual([1]);
  });

  it('that the console rejects is kept beside the spool', async () => {
    const taffrail = stage.client();
    stage.server.standing = { reject: (record) => JSON.stringify(record).includes('"n":2') };
    await Promise.all([1, 2, 3].map((n) => consume(taffrail, n)));
    await taffrail.flush();
    expect(arrived()).toEqual([1, 3]);
    expect(await segments()).toEqual([]);
    const [entry, ...others] = await rejectedEntries();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ code: 'invalid_record', message: 'not as it should be' });
    expect(JSON.parse(String(entry?.['record']))).toMatchObject({ metadata: { n: 2 } });
    expect(taffrail.stats()).toMatchObject({ accepted: 2, rejected: 1, spooled: 0 });
    expect(stage.errors).toMatchObject([{ code: 'rejected', count: 1 }]);
  });

  it('that is too large for the console is kept beside the spool, its neighbours arrive', async () => {
    const taffrail = stage.client();
    stage.server.behaviours.push({ status: 413 }, 'accept', { status: 413 });
    await Promise.all([1, 2].map((n) => consume(taffrail, n)));
    await taffrail.flush();
    expect(arrived()).toEqual([1]);
    expect(await rejectedEntries()).toMatchObject([{ code: 'too_large' }]);
  });

  it('that is no record resolves as not durable', async () => {
    const taffrail = stage.client();
    const outcome = await taffrail.logActivity(session, undefined as never, undefined, {
      ledger: true,
    });
    expect(outcome).toMatchObject({ durable: false, error: expect.any(Error) });
    stage.ports.advance(1_000);
  });

  it('without a disk resolves as not durable, and is sent from memory', async () => {
    await writeFile(join(stage.spoolDir, 'file'), '');
    const taffrail = stage.client({ spoolDir: join(stage.spoolDir, 'file', 'spool') });
    expect(await consume(taffrail, 1)).toMatchObject({
      durable: false,
      error: { code: 'ENOTDIR' },
    });
    expect(stage.errors).toMatchObject([{ code: 'spool_failed', count: 1 }]);
    await taffrail.flush();
    expect(arrived()).toEqual([1]);
  });

  it('logged after close is on disk for the next process', async () => {
    const first = stage.client();
    await first.close();
    expect(await consume(first, 1)).toEqual({ durable: true });
    const second = stage.client();
    await second.flush();
    expect(arrived()).toEqual([1]);
  });
});

describe('the spool of others', () => {
  it('is left alone while they live', async () => {
    const first = stage.client();
    stage.server.standing = { status: 503 };
    await consume(first, 1);
    const before = await segments();
    const second = stage.client();
    expect(await second.flush()).toBe(true);
    expect(await segments()).toEqual(before);
    expect(stage.server.requests).toHaveLength(0);
  });

  it('is sent when nobody has touched it for a minute', async () => {
    await leaveStray(line(1) + line(2));
    const taffrail = stage.client();
    await taffrail.flush();
    expect(arrived()).toEqual([]);
    stage.ports.advance(leaseOver);
    await eventually(() => stage.server.stored.size === 2);
    expect(arrived()).toEqual([1, 2]);
    await taffrail.flush();
    expect(await segments()).toEqual([]);
  });

  it('is sent at once when its process is known to be dead', async () => {
    const alive = stage.client();
    await consume(alive, 1);
    const [name = ''] = await segments();
    // A process number above Linux's limit was never given to anybody.
    await leaveStray(line(2), name.replace(/^(\w+)-\d+-/, '$1-99999999-'));
    const taffrail = stage.client();
    await taffrail.flush();
    expect(arrived()).toEqual([2]);
  });

  it('is sent without its torn end, and a damaged line is kept aside', async () => {
    const damaged = line(2).replace('credit', 'Credit');
    await leaveStray(line(1) + damaged + line(3) + line(4).slice(0, 50), 'free.a.1.spool');
    const taffrail = stage.client();
    await taffrail.flush();
    expect(arrived()).toEqual([1, 3]);
    expect(await rejectedEntries()).toMatchObject([{ code: 'damaged', record: damaged.trimEnd() }]);
  });

  it('of thousands of records is sent in several batches', async () => {
    const text = Array.from({ length: 2_500 }, (_, n) => line(n)).join('');
    await leaveStray(text, 'free.a.1.spool');
    await stage.client().flush();
    expect(stage.server.stored.size).toBe(2_500);
    expect(stage.server.requests.map(({ records }) => records.length)).toEqual([1000, 1000, 500]);
  });

  it('may be taken from a living process without loss', async () => {
    const taffrail = stage.client();
    await consume(taffrail, 1);
    const [name = ''] = await segments();
    // Somebody who is wrong about us takes the open segment over, sends and deletes it.
    await rename(join(stage.spoolDir, name), join(stage.spoolDir, 'free.a.1.spool'));
    expect(await consume(taffrail, 2)).toEqual({ durable: true });
    await taffrail.flush();
    expect(arrived()).toEqual([2]);
    const other = stage.client();
    await other.flush();
    expect(arrived()).toEqual([1, 2]);
  });

  it('that cannot be read does not hold up the rest', async () => {
    await appendFile(join(stage.spoolDir, 'note.txt'), 'not ours');
    await leaveStray(line(1), 'free.b.1.spool');
    const taffrail = stage.client();
    await taffrail.flush();
    expect(arrived()).toEqual([1]);
    expect(await readdir(stage.spoolDir)).toEqual(['note.txt']);
  });
});
