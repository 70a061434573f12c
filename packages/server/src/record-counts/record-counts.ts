import type { CountMethod, ProductConfig, RecordCount, RecordCounts } from '@taffrail/contract';
import type { AppContext } from '../slice.ts';
import { listDayCounts, type DayCountRow } from './record-counts.store.ts';

type CountsContext = Pick<
  AppContext,
  'db' | 'clock' | 'product' | 'productDatabase' | 'reportingTimeZone'
>;
type Model = NonNullable<ProductConfig['records']>[string];

/** Falls of fewer records are nobody's news. */
const leastDrop = 10;
const growthDays = 7;

type CountedDay = DayCountRow & { readonly count: number; readonly method: CountMethod };
const isCounted = (row: DayCountRow): row is CountedDay => row.count !== null;

const ofDay = (counted: readonly CountedDay[], daysAgo: number): CountedDay | undefined =>
  counted.find((row) => row.days_ago === daysAgo);

/** The week before the last: only where both of its ends are known. */
const previousDifferenceOf = (counted: readonly CountedDay[]): number | null => {
  const [from, to] = [ofDay(counted, 2 * growthDays), ofDay(counted, growthDays)];
  return from && to ? to.count - from.count : null;
};

const growthOf = (counted: readonly CountedDay[]): RecordCount['growth'] => {
  const latest = counted.at(-1);
  const base = counted.find(({ days_ago: daysAgo }) => daysAgo <= growthDays);
  if (!latest || !base || base === latest) return null;
  const difference = latest.count - base.count;
  return {
    since: base.day,
    difference,
    rate: base.count === 0 ? null : difference / base.count,
    previousDifference: previousDifferenceOf(counted),
  };
};

/** Only counts of one kind are compared: an estimate beside a count would look like a fall. */
const dropOf = (counted: readonly CountedDay[], { dropShare }: Model): RecordCount['drop'] => {
  const latest = counted.at(-1);
  if (!latest || latest.method === 'at_least') return null;
  const from = Math.max(
    ...counted
      .filter(({ method }) => method === latest.method)
      .filter(({ days_ago: daysAgo }) => daysAgo <= latest.days_ago + 1)
      .map(({ highest }) => highest ?? 0),
  );
  const fallen = from - latest.count;
  return fallen >= leastDrop && fallen > from * dropShare ? { from, share: fallen / from } : null;
};

const titleOf = (name: string): string =>
  `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`.replaceAll(/[_-]/g, ' ');

const toRecordCount = (name: string, model: Model, days: readonly DayCountRow[]): RecordCount => {
  const counted = days.filter(isCounted);
  const latest = counted.at(-1);
  const failure = days.at(-1)?.failure ?? null;
  const known = failure === null ? 'ok' : 'failing';
  return {
    model: name,
    title: model.title ?? titleOf(name),
    table: model.table,
    state: days.length === 0 ? 'no_data' : known,
    failure,
    count: latest?.count ?? null,
    method: latest?.method ?? null,
    countedAt: latest?.counted_at?.toISOString() ?? null,
    attemptedAt: days.at(-1)?.attempted_at.toISOString() ?? null,
    growth: growthOf(counted),
    drop: dropOf(counted, model),
    series: counted.map(({ day, count, method }) => ({ day, count, method })),
  };
};

const stateOf = (
  { product, productDatabase }: CountsContext,
  models: readonly RecordCount[],
): RecordCounts['state'] => {
  if (!productDatabase) return 'not_configured';
  if (Object.keys(product.records ?? {}).length === 0) return 'not_mapped';
  if (models.every(({ state }) => state === 'no_data')) return 'no_data';
  return models.every(({ state }) => state === 'failing') ? 'failing' : 'ok';
};

/** As jobs counted them: the product's own database is not asked for a page. */
export const readRecordCounts = async (context: CountsContext): Promise<RecordCounts> => {
  const { db, clock, product, reportingTimeZone } = context;
  const now = clock.now();
  const mapped = Object.entries(product.records ?? {});
  const rows = await listDayCounts(
    db,
    mapped.map(([name]) => name),
    now,
    reportingTimeZone,
  );
  const models = mapped.map(([name, model]) =>
    toRecordCount(
      name,
      model,
      rows.filter((row) => row.model === name),
    ),
  );
  return { asOf: now.toISOString(), state: stateOf(context, models), models };
};
