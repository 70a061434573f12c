import { doAll } from '../api/refill.ts';

const days = 365;
const terms = { keyword: 1_000, country: 50, industry: 30 } as const;
/** Of all pairs, those that were searched for on a day: one in so many. */
const pairsOneIn = 50;

const figures = (id: string): string => `1 + ${id} % 17, 1 + ${id} % 15, ${id} % 3, 40, ${id} % 2`;
const past = `generate_series(0, ${days - 1}) as back
  cross join lateral (select $1::date - back as day) as of_day`;

/** A year of searches, as many terms of a day as are told apart. */
export const fillSearches = async (ownerUrl: string, before: Date): Promise<void> => {
  const today = [before.toISOString().slice(0, 10)];
  await doAll(ownerUrl, [
    async (owner) => {
      for (const [dimension, count] of Object.entries(terms))
        await owner.query(
          `insert into search_terms (dimension, value, label, organizations)
           select $1, $1 || ' ' || n, initcap($1) || ' ' || n, 9
           from generate_series(1, $2::int) as n`,
          [dimension, count],
        );
      await owner.query(
        `insert into search_terms_daily
         select t.dimension, day, t.id, ${figures('t.id')} from search_terms t cross join ${past}`,
        today,
      );
      await owner.query(
        `insert into search_pairs_daily
         select t.id, o.dimension, day, o.id, ${figures('(t.id + o.id)')}
         from search_terms t
         join search_terms o on o.dimension <> t.dimension
           and (t.id * o.id) % ${pairsOneIn} = 0
         cross join ${past}`,
        today,
      );
      await owner.query(
        `insert into searches_daily select day, 9000, 8000, 900, 90000, 120 from ${past}`,
        today,
      );
      await owner.query(
        'vacuum analyze search_terms, search_terms_daily, search_terms_weekly, search_pairs_daily, searches_daily',
      );
    },
  ]);
};
