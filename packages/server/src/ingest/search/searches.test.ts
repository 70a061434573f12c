import { ProductConfig } from '@taffrail/contract';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { findSearchDrift } from '../../../test/figures/search-drift.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

const record = fc
  .record({
    id: fc.uuid({ version: 7 }),
    organizationId: fc.constantFrom('acme', 'globex', 'initech'),
    action: fc.constantFrom('discovery.started', 'discovery.completed', 'lead.created'),
    keyword: fc.constantFrom('Chemicals', 'chemicals', 'textiles', 'CHEMICALS', undefined),
    country: fc.constantFrom('DE', 'de', 'IT', undefined),
    industry: fc.constantFrom('Retail', undefined),
    companiesFound: fc.constantFrom(0, 3, 17, undefined),
    createdAt: fc
      .date({ min: new Date('2026-10-20'), max: new Date('2026-11-21'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  })
  .map(({ id, organizationId, action, createdAt, companiesFound, ...terms }) => ({
    kind: 'activity',
    id,
    organizationId,
    action,
    createdAt,
    metadata: { ...terms, ...(action === 'discovery.completed' && { companiesFound }) },
  }));

describe('searches', () => {
  let server: TestServer;
  let key: Credential;
  beforeAll(async () => {
    server = await startTestServer({ timeZone: 'Asia/Kolkata' });
    key = await server.ingestKey();
  });
  afterAll(() => server.close());

  it('are counted with the rows, however they come, and once', async () => {
    const pool = fc.sample(record, { numRuns: 400, seed: 7 });
    const pieces = fc.sample(
      fc.record({ from: fc.integer({ min: 0, max: 399 }), size: fc.constantFrom(1, 3, 40, 200) }),
      { numRuns: 40, seed: 7 },
    );
    await Promise.all(
      pieces.map(({ from, size }) => sendBatch(server, key, pool.slice(from, from + size))),
    );
    const { rows } = await server.owner.query('select from activity_log');
    expect(rows.length).toBeGreaterThan(300);
    expect(await findSearchDrift(server.owner)).toEqual([]);
  });

  it('know from how many organizations a term came', async () => {
    const search = (organizationId: string, keyword: string) => ({
      kind: 'activity',
      organizationId,
      action: 'discovery.started',
      metadata: { keyword },
    });
    await sendBatch(server, key, [search('acme', 'timber'), search('acme', 'Timber')]);
    await sendBatch(server, key, [search('globex', 'tímber'), search('acme', 'timber ')]);
    const { rows } = await server.owner.query(
      `select label, organizations from search_terms where value = 'timber'`,
    );
    expect(rows).toEqual([{ label: 'timber', organizations: 2 }]);
  });
});

describe('what is a search', () => {
  it('is what the configuration says', async () => {
    const product = ProductConfig.parse({
      searches: {
        actions: ['search.performed'],
        results: { actions: ['search.performed'], measure: 'hits' },
        conversions: ['cart.filled'],
        dimensions: [{ key: 'term', title: 'Terms' }],
      },
    });
    const server = await startTestServer({ product });
    const key = await server.ingestKey();
    const { body } = await sendBatch(server, key, [
      {
        kind: 'activity',
        organizationId: 'acme',
        action: 'search.performed',
        metadata: { term: 'Shoes', hits: 0, country: 'DE' },
      },
      {
        kind: 'activity',
        organizationId: 'acme',
        action: 'search.performed',
        metadata: { term: 7, hits: 'many' },
      },
      { kind: 'activity', organizationId: 'acme', action: 'cart.filled' },
      {
        kind: 'activity',
        organizationId: 'acme',
        action: 'discovery.started',
        metadata: { keyword: 'chemicals' },
      },
    ]);
    expect(body).toMatchObject({ accepted: 4 });
    const { rows: days } = await server.owner.query(
      `select searches, answered, without_result, results, conversions from searches_daily`,
    );
    expect(days).toEqual([
      { searches: 2, answered: 1, without_result: 1, results: 0, conversions: 1 },
    ]);
    const { rows: terms } = await server.owner.query(
      `select dimension, value, label from search_terms where dimension <> 'organization' order by 2`,
    );
    expect(terms).toEqual([
      { dimension: 'term', value: '7', label: '7' },
      { dimension: 'term', value: 'shoes', label: 'Shoes' },
    ]);
    await server.close();
  });
});
