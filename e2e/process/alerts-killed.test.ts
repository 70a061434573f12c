import { createCheck, createNotificationChannel } from '@taffrail/contract';
import { once } from 'node:events';
import { createServer } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type KillableConsole, startKillableConsole } from '../harness/killable-console.ts';
import { asOwner } from '../harness/owner-calls.ts';
import { connectAlertmanager } from '../incidents/alert-world.ts';

let server: KillableConsole;
beforeAll(async () => {
  server = await startKillableConsole();
});
afterAll(() => server.stop());

/** Holds its answers until it is let go; then it answers at once. */
const startHolding = async () => {
  const bodies: string[] = [];
  const { promise: reached, resolve: tell } = Promise.withResolvers<void>();
  let isHolding = true;
  const outside = createServer((request, answer) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      bodies.push(body);
      tell();
      if (!isHolding) answer.end('ok');
    });
  }).listen(0, '127.0.0.1');
  await once(outside, 'listening');
  onTestFinished(() => {
    outside.closeAllConnections();
    outside.close();
  });
  const address = outside.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    bodies,
    reached,
    letGo: () => {
      isHolding = false;
      outside.closeAllConnections();
    },
  };
};

const readOwner = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: await server.ownerUrl() });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
};

interface Told {
  readonly title: string;
  readonly repeated: boolean;
}

it('loses neither alert nor message when it is killed while it checks and tells', async () => {
  const [checked, receiver] = await Promise.all([startHolding(), startHolding()]);
  const owner = await asOwner(server);
  await owner.call(createNotificationChannel, {
    body: {
      kind: 'webhook',
      name: 'On call',
      settings: { url: receiver.url, reach: 'private' },
      tellsResolved: true,
      throttle: null,
    },
  });
  await owner.call(createCheck, {
    body: {
      name: 'Shop',
      service: 'shop',
      // By itself it would alert of what it is made to wait for.
      isEnabled: true,
      everyMinutes: 1_440,
      failuresBeforeAlert: 20,
      config: { kind: 'http', url: checked.url, mayBePrivate: true },
    },
  });
  const alertmanager = await connectAlertmanager(server);
  await alertmanager.tell({ name: 'DiskFills', service: 'db' });
  await alertmanager.tell({ name: 'CheckoutFails', service: 'shop' });
  await Promise.all([receiver.reached, checked.reached]);

  const killed = server.killServer();
  receiver.letGo();
  checked.letGo();
  await killed;

  const readTold = () =>
    readOwner<Told>(
      `select i.title, n.is_possibly_repeated as repeated
       from notifications n join incidents i on i.id = n.incident_id
       where n.state = 'sent' order by i.title`,
    );
  await expect
    .poll(async () => (await readTold()).map(({ title }) => title), { timeout: 90_000 })
    .toEqual(['CheckoutFails', 'DiskFills']);
  // What was in the air was sent once more, and says so.
  expect((await readTold()).find(({ title }) => title === 'DiskFills')?.repeated).toBe(true);
  const about = (name: string) => receiver.bodies.filter((body) => body.includes(name));
  expect(about('DiskFills')).toHaveLength(2);
  expect(about('CheckoutFails').length).toBeLessThanOrEqual(2);
  // A run ends a moment after its message was sent.
  const readStates = () => readOwner('select distinct state from alert_runs');
  await expect.poll(readStates, { timeout: 30_000 }).toEqual([{ state: 'succeeded' }]);
}, 180_000);
