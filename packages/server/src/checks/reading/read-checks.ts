import {
  checkRunKeptDays,
  type CheckCondition,
  type CheckHistory,
  type CheckRange,
  type CheckResult,
  type WatchedCheck,
} from '@taffrail/contract';
import type { Transaction } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import type { AppContext } from '../../slice.ts';
import { getCheckRow, listCheckRows, type CheckRow } from '../checks.store.ts';
import { noShare, toCell, toCheck } from './to-check.ts';
import {
  listDayPoints,
  listHourPoints,
  listRunPoints,
  listStrips,
  listTallies,
  type LatestRow,
  type PointRow,
  type TallyRow,
} from './watched.store.ts';

type ReadingContext = Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone'>;

const dayMs = 86_400_000;
const stripRuns = 20;

export const keptSince = (now: Date): Date => new Date(now.getTime() - checkRunKeptDays * dayMs);

const toUptime = (tally: TallyRow | undefined): WatchedCheck['uptime'] =>
  tally
    ? {
        '24h': { good: tally.up_24h, known: tally.known_24h },
        '7d': { good: tally.up_7d, known: tally.known_7d },
        '30d': { good: tally.up_30d, known: tally.known_30d },
        '90d': { good: tally.up_90d, known: tally.known_90d },
      }
    : { '24h': noShare, '7d': noShare, '30d': noShare, '90d': noShare };

const toLatest = (strip: LatestRow['strip']): WatchedCheck['latest'] => {
  const [newest] = strip;
  if (!newest) return null;
  const { value, warningAt, criticalAt, durationMs } = newest;
  return { value, warningAt, criticalAt, durationMs };
};

const toWatched = (
  row: CheckRow,
  strip: LatestRow['strip'],
  tally: TallyRow | undefined,
): WatchedCheck => ({
  ...toCheck(row),
  strip: strip
    .map(({ id, at, result, message }) => toCell({ id, at, result, message }))
    .toReversed(),
  latest: toLatest(strip),
  healthy7d: tally ? { good: tally.ok_7d, known: tally.known_7d } : noShare,
  uptime: toUptime(tally),
});

/** Two statements, however many checks. */
const watch = async (
  tx: Transaction,
  rows: readonly CheckRow[],
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<WatchedCheck[]> => {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const latest = await listStrips(tx, ids, { since: keptSince(now), runs: stripRuns });
  const tallies = await listTallies(tx, ids, { now, timeZone });
  const stripOf = new Map(latest.map((row) => [row.check_id, row.strip]));
  const tallyOf = new Map(tallies.map((row) => [row.check_id, row]));
  return rows.map((row) => toWatched(row, stripOf.get(row.id) ?? [], tallyOf.get(row.id)));
};

/** The worst first; what nobody runs last. */
const order: readonly (CheckResult | null)[] = ['critical', 'warning', 'unknown', null, 'ok'];
const rank = ({ is_enabled: isEnabled, result }: CheckRow): number =>
  isEnabled ? order.indexOf(result) : order.length;

export const isIn = (row: CheckRow, condition: CheckCondition | undefined): boolean => {
  if (condition === undefined) return true;
  if (!row.is_enabled) return false;
  if (condition === 'flapping') return row.is_flapping;
  return row.result === 'warning' || row.result === 'critical';
};

interface ListQuery {
  readonly condition?: CheckCondition | undefined;
  readonly result?: CheckResult | undefined;
}

export const readChecks = (
  { db, clock, reportingTimeZone: timeZone }: ReadingContext,
  { condition, result }: ListQuery,
): Promise<{ asOf: string; timeZone: string; items: WatchedCheck[] }> =>
  readSnapshot(db, async (tx) => {
    const now = clock.now();
    const rows = (await listCheckRows(tx))
      .filter((row) => isIn(row, condition) && (result === undefined || row.result === result))
      .toSorted((one, other) => rank(one) - rank(other));
    return { asOf: now.toISOString(), timeZone, items: await watch(tx, rows, { now, timeZone }) };
  });

const days = { '24h': 1, '7d': 7, '30d': 30, '90d': 90 } as const satisfies Record<
  CheckRange,
  number
>;
const steps = { '24h': 300, '7d': 3_600, '30d': 3_600, '90d': 86_400 } as const satisfies Record<
  CheckRange,
  number
>;

const toPoint = ({ at, ...figures }: PointRow): CheckHistory['points'][number] => ({
  ...figures,
  at: at.toISOString(),
});

/** @throws not_found */
export const readHistory = (
  { db, clock, reportingTimeZone: timeZone }: ReadingContext,
  id: string,
  range: CheckRange,
): Promise<CheckHistory> =>
  readSnapshot(db, async (tx) => {
    const to = clock.now();
    const from = new Date(to.getTime() - days[range] * dayMs);
    const [check] = await watch(tx, [await getCheckRow(tx, id)], { now: to, timeZone });
    if (!check) throw new Error('A check that was found is not shown.');
    const stepSeconds = steps[range];
    const rows =
      range === '24h'
        ? await listRunPoints(tx, id, { from, to, stepSeconds })
        : range === '90d'
          ? await listDayPoints(tx, id, { from, to, timeZone })
          : await listHourPoints(tx, id, { from, to });
    return {
      asOf: to.toISOString(),
      timeZone,
      check,
      range: { from: from.toISOString(), to: to.toISOString() },
      stepSeconds,
      points: rows.map(toPoint),
    };
  });
