import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { findRollupDrift } from '../../test/figures/rollup-drift.ts';
import { newTraceId, toAttributes, toNanoseconds } from '../../test/outside/otlp/make-traces.ts';
import { toProtobuf } from '../../test/outside/otlp/otlp-schema.ts';
import { sendOtlp } from '../../test/outside/otlp/send-otlp.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
});
afterAll(() => server.close());

const at = toNanoseconds('2026-11-21T09:59:00.250Z');

const toLogs = (records: readonly object[], scope = 'app'): object => ({
  resourceLogs: [
    {
      resource: { attributes: toAttributes({ 'service.name': 'api' }) },
      scopeLogs: [{ scope: { name: scope }, logRecords: records }],
    },
  ],
});

const text = (message: string) => ({ body: { stringValue: message }, timeUnixNano: at });

const send = async (records: readonly object[], scope?: string) => {
  const answer = await sendOtlp(server, key, { path: '/v1/logs', body: toLogs(records, scope) });
  expect(answer.status).toBe(200);
  return answer;
};

const logsLike = async (message: string) =>
  (
    await server.owner.query('select * from system_logs where message like $1 order by message', [
      message,
    ])
  ).rows;

describe('a log record', () => {
  it('becomes a log, with all that it says', async () => {
    const traceId = newTraceId();
    await send([
      {
        ...text('payment failed'),
        severityNumber: 17,
        severityText: 'ERROR',
        traceId,
        spanId: 'de56a0340d5b6817',
        attributes: toAttributes({
          'exception.type': 'PaymentError',
          'exception.message': 'Card declined',
          'exception.stacktrace': 'PaymentError: Card declined\n    at charge (/srv/pay.js:14:9)',
          'org.id': 'acme',
          amount: 4_900,
          password: 'correct horse',
        }),
      },
    ]);
    const [log, ...others] = await logsLike('payment failed');
    expect(others).toEqual([]);
    expect(log).toMatchObject({
      level: 'error',
      source: 'app',
      error_type: 'PaymentError',
      stack: expect.stringContaining('at charge'),
      trace_id: traceId,
      created_at: new Date('2026-11-21T09:59:00.250Z'),
      fingerprint: expect.any(String),
      context: {
        amount: 4_900,
        password: '[scrubbed]',
        severity: 'ERROR',
        'service.name': 'api',
        'exception.message': 'Card declined',
      },
    });
    const { rows } = await server.owner.query(
      'select count::int from error_groups where fingerprint = $1',
      [log.fingerprint],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('counts once, whichever encoding and however often it comes', async () => {
    const body = toLogs([text('twice'), text('twice'), text('twice, and other')]);
    const given = [body, toProtobuf('Logs', body), body];
    await Promise.all(given.map((one) => sendOtlp(server, key, { path: '/v1/logs', body: one })));
    // Two that say the very same are two.
    expect(await logsLike('twice%')).toHaveLength(3);
    expect(await findRollupDrift(server.owner)).toEqual([]);
  });

  it.each([
    [1, '', 'info'],
    [8, '', 'info'],
    [12, '', 'info'],
    [13, '', 'warning'],
    [16, 'whatever', 'warning'],
    [17, '', 'error'],
    [24, '', 'error'],
    [0, 'WARNING', 'warning'],
    [0, 'Fatal', 'error'],
    [0, 'Information', 'info'],
    [0, '', 'info'],
  ])('of severity %i (%s) is of level %s', async (severityNumber, severityText, level) => {
    const message = `severity ${severityNumber} ${severityText}.`;
    await send([{ ...text(message), severityNumber, severityText }]);
    expect(await logsLike(message)).toMatchObject([{ level }]);
  });

  it.each([
    ['the route', { 'http.route': '/leads/:id', 'http.request.method': 'GET' }, 'GET /leads/:id'],
    ['the library', {}, 'app'],
    ['what it names', { 'taffrail.source': 'nightly' }, 'nightly'],
    ['the console', { 'taffrail.source': 'taffrail' }, 'taffrail (otlp)'],
  ])('is from %s', async (name, attributes, source) => {
    await send([{ ...text(`from ${name}`), attributes: toAttributes(attributes) }]);
    expect(await logsLike(`from ${name}`)).toMatchObject([{ source }]);
  });

  it('without a text says its event, its exception, or what its body holds', async () => {
    const body = { kvlistValue: { values: toAttributes({ lead: 9 }) } };
    await send([
      { timeUnixNano: at, eventName: 'without.text.event', body },
      { timeUnixNano: at, attributes: toAttributes({ 'exception.message': 'without text' }) },
      { timeUnixNano: at, body },
      { timeUnixNano: at },
    ]);
    expect(await logsLike('without%')).toMatchObject([
      { message: 'without text' },
      { message: 'without.text.event', context: { body: { lead: 9 } } },
    ]);
    expect(await logsLike('{"lead":9}')).toHaveLength(1);
    expect(await logsLike('(empty)')).toHaveLength(1);
  });

  it('is of when it was written, else when it was seen, else when it came', async () => {
    const body = { stringValue: 'when' };
    await send([{ body, observedTimeUnixNano: at }, { body }]);
    expect((await logsLike('when')).map(({ created_at: time }) => time)).toEqual(
      expect.arrayContaining([new Date('2026-11-21T09:59:00.250Z'), server.clock.now()]),
    );
  });

  it('that is too old is told of, and never takes its neighbours along', async () => {
    const answer = await send([
      { ...text('old'), timeUnixNano: toNanoseconds('2026-01-01T00:00:00Z') },
      text('beside the old one'),
    ]);
    expect(answer.json).toEqual({
      partialSuccess: {
        rejectedLogRecords: '1',
        errorMessage: expect.stringContaining('90 days ago'),
      },
    });
    expect(await logsLike('beside the old one')).toHaveLength(1);
  });
});
