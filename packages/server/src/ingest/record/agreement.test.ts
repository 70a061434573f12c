import { IngestRecord, metadataLimits } from '@taffrail/contract';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TestClock } from '../../../test/clock.ts';
import { createReadAction } from './action.ts';
import { checkRecord, type CheckedRow } from './check-record.ts';
import { createReadProductId } from './product-id.ts';
import { Rejection } from './rejection.ts';

const clock = new TestClock('2026-11-21T10:00:00Z');
const context = {
  receivedAtMs: clock.now().getTime(),
  clock,
  readAction: createReadAction({}),
  readOrganizationId: createReadProductId('organization'),
  readUserId: createReadProductId('user'),
  limitEndpoint: (endpoint: string) => endpoint,
  limitPipeline: (pipeline: string) => pipeline,
  limitStage: (stage: string) => stage,
  prices: { find: () => undefined },
};

const checkByHand = (line: string): CheckedRow | Rejection => {
  try {
    return checkRecord(JSON.parse(line), line.includes('\\u'), context);
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
};

/** Rules about the time of receipt, of which a schema knows nothing; they are looked at first. */
const timeCodes = new Set(['too_old', 'too_far_ahead']);

const expectAgreement = (line: string): void => {
  const byHand = checkByHand(line);
  if (byHand instanceof Rejection && timeCodes.has(byHand.code)) return;
  const bySchema = IngestRecord.safeParse(JSON.parse(line));
  const why = byHand instanceof Rejection ? byHand.message : bySchema.error?.message;
  expect(!(byHand instanceof Rejection), `${line.slice(0, 500)}\n${why}`).toBe(bySchema.success);
};

const text = (max: number) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
    fc.constantFrom(
      '',
      'x'.repeat(max),
      'x'.repeat(max + 1),
      'é'.repeat(max),
      '😀'.repeat(max / 2),
    ),
    fc.constantFrom('a\u0000b', '\ud800', 'a\udc00', '\ud83d\ude00', '\\u0000', '\u2028', '\ufffd'),
  );

const uuid = fc.oneof(
  { weight: 20, arbitrary: fc.uuid() },
  fc.uuid().map((id) => id.toUpperCase()),
  fc.constantFrom(
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '0193f3a0-7c1b-9abc-8def-0123456789ab',
    '0193f3a0-7c1b-7abc-cdef-0123456789ab',
    '0193f3a07c1b7abc8def0123456789ab',
    '0193f3a0-7c1b-7abc-8def-0123456789ab ',
    '0193f3a0-7c1b-7abc-8def-0123456789ag',
  ),
);

const time = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .integer({ min: 0, max: 89 * 86_400_000 })
      .map((ago) => new Date(context.receivedAtMs - ago).toISOString()),
  },
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc
    .tuple(
      fc.constantFrom('2026', '0000', '2024', '1900', '2000', '99', '10000'),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
      fc.constantFrom('T', 't', ' '),
      fc.integer({ min: 0, max: 25 }),
      fc.constantFrom('00', '59', '60', '7'),
      fc.constantFrom(':00', ':59', ':60', '', ':00.', ':00.1', ':00.123456', ':00.1234567890'),
      fc.constantFrom('Z', 'z', '', '+00:00', '-23:59', '+24:00', '+0100', '+01'),
    )
    .map(([year, month, day, t, hour, minute, seconds, offset]) => {
      const two = (value: number) => String(value).padStart(2, '0');
      return `${year}-${two(month)}-${two(day)}${t}${two(hour)}:${minute}${seconds}${offset}`;
    }),
);

const address = fc.oneof(
  { weight: 10, arbitrary: fc.ipV4() },
  { weight: 10, arbitrary: fc.ipV6() },
  fc.ipV4Extended(),
  fc.constantFrom('::', '::1', '::ffff:1.2.3.4', '1.2.3.256', '01.2.3.4', '1.2.3', '10.0.0.0/8'),
  fc.constantFrom('fe80::1%eth0', '1::2::3', '[::1]', '12345::', '1:2:3:4:5:6:7:8:9', '::1 ', ''),
  fc.constantFrom('1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '::1.2.3', '::01.2.3.4', 'AbCd::'),
);

const nested = (levels: number): unknown =>
  levels === 0 ? 1 : { a: nested(levels - 1), b: [nested(Math.min(1, levels - 1))] };
const { depth, sizeBytes } = metadataLimits;

const metadata = fc.oneof(
  { weight: 30, arbitrary: fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue()) },
  fc.integer({ min: depth - 2, max: depth + 2 }).map(nested),
  fc.integer({ min: sizeBytes - 12, max: sizeBytes + 2 }).map((size) => ({ a: 'x'.repeat(size) })),
  fc.integer({ min: 16_370, max: 16_384 }).map((size) => ({ a: 'é'.repeat(size) })),
  fc.constantFrom<unknown>({ a: '\u0000' }, { '\ud800': 1 }, { a: ['\udc00'] }, [], [1], {}),
  fc.constantFrom<unknown>({ a: { b: { c: 'x\u0000' } } }, { a: [{ '\u0000': null }] }),
);

/** What somebody sends who did not read the documentation. */
const weird = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', [], {}, [null], { toString: 1 }, '1e999'),
);

const orWeird = (field: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 30, arbitrary: field }, { weight: 1, arbitrary: weird });
const optional = (field: fc.Arbitrary<unknown>) =>
  fc.option(orWeird(field), { nil: undefined, freq: 3 });

const productId = fc.oneof(uuid, text(200), fc.constant('acme'));
const action = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.constantFrom('lead.created', 'user.login', 'user.x', 'a.b', 'a-b_c.d.e'),
  },
  text(100),
  fc.constantFrom('lead', 'Lead.created', 'lead.', '.lead', '1.a', 'a..b', 'a.b\n'),
  fc.constantFrom(`a.${'b'.repeat(98)}`, `a.${'b'.repeat(99)}`, 'user.', 'userx.y', 'a.Ü'),
);

const amount = fc.constantFrom('49', '49.00', '0', '999999999.999999', '1e3', '-1', '.5', '', 49);
const price = {
  amount: fc.option(amount, { nil: undefined, freq: 3 }),
  quantity: optional(fc.constantFrom(0, 1, 100_000, 100_001, 1.5, -1)),
  interval: optional(fc.constantFrom('day', 'week', 'month', 'year', 'quarter')),
  intervalCount: optional(fc.constantFrom(1, 3, 100, 101, 0)),
};

const tokens = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: 0, max: 2_000 }) },
  fc.constantFrom(-1, -0, 1.5, 1_000_000_000, 1_000_000_001, '7'),
);
const milliseconds = fc.oneof(
  { weight: 10, arbitrary: fc.double({ min: 0, max: 60_000 }) },
  fc.constantFrom(-0.1, -0, 86_400_000, 86_400_000.1),
);
const cost = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: 0, max: 99_999 }) },
  fc.constantFrom<unknown>('0.0123', '99999.99999999999999999999', '100000', '1.', '.5', '-1'),
  fc.constantFrom<unknown>('1e-3', '', ' 1', '1\n', '007', 99_999, 99_999.1, -0, -1e-9),
);

const attempt = fc.constantFrom(1, 2, 1_000, 1_001, 0, 1.5);
const accuracy = fc.oneof(fc.double({ min: 0, max: 1 }), fc.constantFrom(0, -0, 1, 1.01, -0.1));
/** What runs of pipelines and executions of their stages have in common. */
const told = {
  status: orWeird(
    fc.constantFrom('pending', 'running', 'succeeded', 'failed', 'retrying', 'skipped', 'Failed'),
  ),
  createdAt: optional(time),
  durationMs: optional(
    fc.oneof(fc.double({ min: 0, max: 60_000 }), fc.constantFrom(2_592_000_000, 2_592_000_001, -1)),
  ),
  attempt: optional(attempt),
  errorType: optional(text(200)),
  errorMessage: optional(text(2_000)),
  organizationId: optional(productId),
  userId: optional(productId),
  sessionId: optional(text(200)),
  traceId: optional(text(64)),
  attributes: optional(metadata),
};

const records = {
  activity: fc.record({
    kind: fc.constant('activity'),
    id: optional(uuid),
    organizationId: optional(productId),
    userId: optional(productId),
    action: orWeird(action),
    resourceType: optional(text(100)),
    resourceId: optional(text(200)),
    metadata: optional(metadata),
    ipAddress: optional(address),
    userAgent: optional(text(1_000)),
    traceId: optional(text(64)),
    sessionId: optional(text(200)),
    createdAt: optional(time),
    unknownField: optional(text(10)),
  }),
  api_request: fc.record({
    kind: fc.constant('api_request'),
    id: optional(uuid),
    endpoint: orWeird(fc.oneof(fc.constantFrom('/a/:id', '/', '(unmatched)'), text(300))),
    method: orWeird(fc.constantFrom('GET', 'POST', 'M-SEARCH', 'get', '', 'GET ', 'A'.repeat(20))),
    statusCode: orWeird(
      fc.oneof(
        { weight: 10, arbitrary: fc.integer({ min: 100, max: 599 }) },
        fc.constantFrom(99, 100, 599, 600, 200.5, '200'),
      ),
    ),
    responseTimeMs: orWeird(
      fc.oneof(
        fc.double({ min: 0, max: 60_000 }),
        fc.constantFrom(-0.1, -0, 86_400_000, 86_400_001),
      ),
    ),
    organizationId: optional(productId),
    userId: optional(productId),
    traceId: optional(text(64)),
    count: optional(fc.constantFrom(1, 10, 1_000_000, 1_000_001, 0, 1.5, null)),
    createdAt: optional(time),
    unknownField: optional(text(10)),
  }),
  log: fc.record({
    kind: fc.constant('log'),
    id: optional(uuid),
    level: orWeird(fc.constantFrom('error', 'warning', 'info', 'warn', 'Error', '')),
    message: orWeird(text(10_000)),
    source: orWeird(text(300)),
    errorType: optional(text(200)),
    stack: optional(text(32_768)),
    context: optional(metadata),
    traceId: optional(text(64)),
    organizationId: optional(productId),
    userId: optional(productId),
    sessionId: optional(text(200)),
    createdAt: optional(time),
    unknownField: optional(text(10)),
  }),
  ai_job: fc.record({
    kind: fc.constant('ai_job'),
    id: optional(uuid),
    createdAt: optional(time),
    organizationId: optional(productId),
    userId: optional(productId),
    sessionId: optional(text(200)),
    traceId: optional(text(64)),
    spanId: optional(text(64)),
    provider: orWeird(text(100)),
    model: orWeird(text(200)),
    operation: optional(text(50)),
    route: optional(text(300)),
    inputTokens: optional(tokens),
    outputTokens: optional(tokens),
    cachedReadTokens: optional(tokens),
    cachedWriteTokens: optional(fc.constantFrom(0, 1, 10)),
    reasoningTokens: optional(tokens),
    costUsd: optional(cost),
    latencyMs: orWeird(milliseconds),
    timeToFirstTokenMs: optional(milliseconds),
    status: orWeird(fc.constantFrom('succeeded', 'failed', 'ok', 'Failed')),
    errorType: optional(text(200)),
    accuracy: optional(fc.oneof(fc.double({ min: 0, max: 1 }), fc.constantFrom(-0, 0, 1, 1.001))),
    promptVersion: optional(text(200)),
    attributes: optional(metadata),
    unknownField: optional(text(10)),
  }),
  pipeline_run: fc.record({
    kind: fc.constant('pipeline_run'),
    id: orWeird(productId),
    pipeline: orWeird(text(100)),
    ...told,
    maxAttempts: optional(attempt),
    unknownField: optional(text(10)),
  }),
  stage_execution: fc.record({
    kind: fc.constant('stage_execution'),
    id: orWeird(productId),
    runId: orWeird(productId),
    pipeline: orWeird(text(100)),
    stage: orWeird(text(100)),
    position: optional(fc.constantFrom(0, 3, 1_000, 1_001, -1, 0.5)),
    ...told,
    reason: optional(fc.constantFrom('disabled', 'nothing_found', 'upstream_failed', 'other', '')),
    accuracy: optional(accuracy),
    unknownField: optional(text(10)),
  }),
  score: fc.record({
    kind: fc.constant('score'),
    id: optional(productId),
    runId: orWeird(productId),
    stage: orWeird(text(100)),
    value: orWeird(accuracy),
    name: optional(text(100)),
    createdAt: optional(time),
    unknownField: optional(text(10)),
  }),
  organization: fc.record({
    kind: fc.constant('organization'),
    id: orWeird(productId),
    name: optional(text(200)),
    plan: optional(text(100)),
    seats: optional(fc.oneof(fc.integer(), fc.double(), fc.constantFrom(1_000_000, 1_000_001, -0))),
    locale: optional(text(35)),
    createdAt: optional(time),
  }),
  user: fc.record({
    kind: fc.constant('user'),
    id: orWeird(productId),
    name: optional(text(200)),
    email: optional(text(320)),
    locale: optional(text(35)),
    createdAt: optional(time),
  }),
  membership: fc.record({
    kind: fc.constant('membership'),
    organizationId: orWeird(productId),
    userId: orWeird(productId),
    role: optional(text(100)),
    removedAt: optional(time),
    createdAt: optional(time),
  }),
  subscription: fc.record({
    kind: fc.constant('subscription'),
    id: orWeird(productId),
    organizationId: orWeird(productId),
    status: orWeird(fc.constantFrom('active', 'past_due', 'canceled', 'Active', 'ended')),
    currency: orWeird(fc.constantFrom('eur', 'jpy', 'EUR', 'euro')),
    ...price,
    items: fc.option(orWeird(fc.array(fc.record(price), { maxLength: 21 })), {
      nil: undefined,
      freq: 1,
    }),
    discounts: optional(
      fc.array(
        fc.record({
          percentOff: optional(fc.constantFrom(0, 12.5, 100, 101, -1)),
          amountOff: optional(amount),
          startsAt: optional(time),
          endsAt: optional(time),
        }),
        { maxLength: 3 },
      ),
    ),
    plan: optional(text(100)),
    startedAt: orWeird(time),
    trialEndsAt: optional(time),
    cancelAt: optional(time),
    endedAt: optional(time),
    at: optional(time),
  }),
  deploy: fc.record({
    kind: fc.constant('deploy'),
    id: optional(text(200)),
    sha: orWeird(fc.constantFrom('a1b2c3d', 'A1B2C3D', 'a1b2c3', 'f'.repeat(64), 'f'.repeat(65))),
    environment: orWeird(text(100)),
    status: optional(fc.constantFrom('succeeded', 'failed', 'pending')),
    isProduction: optional(fc.boolean()),
    repository: optional(fc.constantFrom('acme/shop', 'acme', 'acme/shop/x')),
    version: optional(text(100)),
    commits: optional(fc.array(fc.constantFrom('a1b2c3d', 'nope'), { maxLength: 3 })),
    url: optional(fc.constantFrom('https://a.example/b', 'javascript:alert(1)', 'b')),
    finishedAt: optional(time),
  }),
};

describe('checkRecord and the contract', () => {
  it.each(Object.keys(records) as (keyof typeof records)[])('agree on every %s', (kind) => {
    fc.assert(
      fc.property(records[kind], (record) => expectAgreement(JSON.stringify(record))),
      { numRuns: 1_000 },
    );
  });

  it('agree on what is no record at all', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ kind: weird }), fc.record({ kind: fc.string() })),
        (value) => expectAgreement(JSON.stringify(value)),
      ),
    );
  });

  it.each([
    ['a number that a double cannot hold', '{"a":1e999}'],
    ['an escaped NUL', String.raw`{"a":"\u0000"}`],
    ['an escape of a backslash', String.raw`{"a":"\\u0000"}`],
    ['half a character in a name', String.raw`{"\ud800":1}`],
    ['a whole character, escaped', String.raw`{"\ud83d\ude00":"\ud83d\ude00"}`],
    ['an own constructor', '{"constructor":{"a":1},"toString":"b"}'],
  ])('agree on metadata with %s', (_, metadata) => {
    expectAgreement(
      `{"kind":"activity","organizationId":"a","action":"a.b","metadata":${metadata}}`,
    );
  });

  it('are asked about good records and bad ones, so that agreeing means something', () => {
    const samples = fc.sample(records.activity, { numRuns: 1_000, seed: 7 });
    const good = samples.filter(
      (record) => !(checkByHand(JSON.stringify(record)) instanceof Rejection),
    );
    expect(good.length).toBeGreaterThan(200);
    expect(good.length).toBeLessThan(800);
  });
});
