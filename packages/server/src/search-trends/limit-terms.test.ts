import { expect, it } from 'vitest';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer } from '../../test/server.ts';
import { limitTerms } from './limit-terms.store.ts';

it('leaves the most frequent terms of a day that is over, and every sum', async () => {
  const server = await startTestServer({ now: '2026-11-21T10:00:00Z', timeZone: 'Europe/Berlin' });
  const search = (keyword: string, day: string, country: string) => ({
    kind: 'activity',
    organizationId: 'acme',
    action: 'discovery.started',
    createdAt: `2026-11-${day}T09:00:00Z`,
    metadata: { keyword, country },
  });
  await sendBatch(server, await server.ingestKey(), [
    ...['a', 'a', 'a', 'b', 'b', 'c', 'd'].map((word, index) =>
      search(word, '20', index % 2 === 0 ? 'DE' : 'IT'),
    ),
    ...['a', 'b', 'c', 'd'].map((word) => search(word, '21', 'DE')),
  ]);
  const sums = async () =>
    (
      await server.owner.query(
        `select 'term' as kind, dimension, day::text, sum(searches)::int as searches
         from search_terms_daily group by dimension, day
         union all
         select 'pair', p.dimension || ' of ' || t.dimension, day::text, sum(searches)::int
         from search_pairs_daily p join search_terms t on t.id = p.term_id
         group by p.dimension, t.dimension, day
         order by 1, 2, 3`,
      )
    ).rows;
  const before = await sums();
  const limit = { now: server.clock.now(), timeZone: 'Europe/Berlin', days: 90, most: 2 };
  expect(await limitTerms(server.owner, limit)).toBe(2);
  expect(await limitTerms(server.owner, limit)).toBe(0);
  expect(await sums()).toEqual(before);

  const { rows } = await server.owner.query(
    `select t.value, searches from search_terms_daily d join search_terms t on t.id = d.term_id
     where d.dimension = 'keyword' and day = '2026-11-20' order by t.value`,
  );
  expect(rows).toEqual([
    { value: '', searches: 2 },
    { value: 'a', searches: 3 },
    { value: 'b', searches: 2 },
  ]);
  // Weeks follow, and keep no row of what is put together.
  const { rows: drift } = await server.owner.query(
    `(select dimension, date_trunc('week', day)::date as monday, term_id, sum(searches),
        sum(answered), sum(without_result), sum(results), sum(conversions)
      from search_terms_daily group by 1, 2, 3
      except select * from search_terms_weekly)
     union all
     (select * from search_terms_weekly
      except select dimension, date_trunc('week', day)::date, term_id, sum(searches),
        sum(answered), sum(without_result), sum(results), sum(conversions)
      from search_terms_daily group by 1, 2, 3)`,
  );
  expect(drift).toEqual([]);
  // Either way round a pair says the same.
  const { rows: odd } = await server.owner.query(
    `select * from search_pairs_daily p
     where not exists (
       select from search_pairs_daily q join search_terms t on t.id = p.term_id
       where q.term_id = p.other_id and q.other_id = p.term_id and q.day = p.day
         and q.dimension = t.dimension and q.searches = p.searches
     )`,
  );
  expect(odd).toEqual([]);

  const { body } = await server.inject('GET /api/v1/search-trends', {
    as: await server.operator('owner'),
  });
  expect(body.breakdowns[0]).toMatchObject({
    dimension: 'keyword',
    beyond: { terms: 1, figures: { searches: 2 } },
  });
  await server.close();
});
