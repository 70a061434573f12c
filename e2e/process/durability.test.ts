import { randomInt } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createTaffrail, type Taffrail } from '../../packages/sdk/src/index.ts';
import { systemClock } from '../../packages/server/src/platform/clock.ts';
import { uuidV7 } from '../../packages/server/src/platform/ids.ts';
import { findRollupDrift } from '../../packages/server/test/figures/rollup-drift.ts';
import { startKillableConsole, type KillableConsole } from '../harness/killable-console.ts';

const bursts = 100;
const eventsABurst = 1_000;
const ledgerABurst = 5;
const kills = 8;

const actions = ['lead.created', 'lead.viewed', 'discovery.started', 'task.completed'];

/** Ten thousand events a second, and a few that are billed; resolves with the ids of both. */
const send = async (taffrail: Taffrail): Promise<{ events: string[]; ledger: string[] }> => {
  const events: string[] = [];
  const ledger: Promise<string>[] = [];
  for (let burst = 0; burst < bursts; burst += 1) {
    for (let index = 0; index < eventsABurst; index += 1) {
      const id = uuidV7(systemClock);
      const session = { organizationId: `org-${index % 40}`, userId: `user-${index % 400}` };
      const action = actions[index % actions.length] ?? 'lead.created';
      void taffrail.logActivity(session, { id, action, metadata: { burst, index } });
      events.push(id);
    }
    for (let index = 0; index < ledgerABurst; index += 1) {
      const id = uuidV7(systemClock);
      const consumed = taffrail.logActivity(
        { organizationId: `org-${index}`, userId: `user-${index}` },
        { id, action: 'credit.consumed', metadata: { credits: 1 } },
        null,
        { ledger: true },
      );
      ledger.push(consumed.then((outcome) => (outcome.durable ? id : 'not durable')));
    }
    await sleep(100);
  }
  return { events, ledger: await Promise.all(ledger) };
};

const killAtRandom = async (console: KillableConsole): Promise<void> => {
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(randomInt(200, 1_500));
    // The postmaster may be on its way back from the kill before: then there is nothing to kill.
    if (kill % 2 === 0) await console.killServer();
    else await console.killPostgres().catch(() => undefined);
  }
};

it('keeps every acknowledged event exactly once while server and Postgres are killed', async () => {
  const console = await startKillableConsole();
  const taffrail = createTaffrail({
    url: console.url,
    key: console.ingestKey,
    spoolDir: path.join(console.folder, 'spool'),
    maxQueuedRecords: 200_000,
    flushIntervalMs: 50,
  });
  try {
    const [sent] = await Promise.all([send(taffrail), killAtRandom(console)]);
    expect(await taffrail.flush(180_000)).toBe(true);
    expect(sent.ledger).not.toContain('not durable');
    expect(taffrail.stats()).toMatchObject({ dropped: 0, rejected: 0, queued: 0, spooled: 0 });

    const owner = new pg.Client({ connectionString: await console.ownerUrl() });
    await owner.connect();
    try {
      const { rows } = await owner.query<{ id: string }>('select id from activity_log');
      expect(rows.length).toBe(bursts * (eventsABurst + ledgerABurst));
      expect(new Set(rows.map((row) => row.id))).toEqual(new Set([...sent.events, ...sent.ledger]));
      expect(await findRollupDrift(owner)).toEqual([]);
    } finally {
      await owner.end();
    }
  } finally {
    await taffrail.close(1_000);
    await console.stop();
  }
}, 400_000);
