import type { RevenueRange } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { toCsvHeader, toCsvRows, type CsvColumn } from '../../platform/http/files/csv.ts';
import type { TextFile } from '../../platform/http/files/send-file.ts';
import { listMovements, type MovementRow } from './customers.store.ts';
import { findPeriods, splitByDays } from '../../platform/time/day-periods.ts';
import { toMoney } from '../rules/currency.ts';
import { nameOf } from './read-customers.ts';
import type { RevenueContext } from './read-revenue.ts';
import { findToday } from './reading.store.ts';

const columns: readonly CsvColumn<MovementRow>[] = [
  ['at', ({ at }) => at.toISOString()],
  ['kind', ({ kind }) => kind],
  ['amount', ({ amount, currency }) => Number(toMoney(amount, currency))],
  ['currency', ({ currency }) => currency],
  ['mrrBefore', ({ mrr_before, currency }) => Number(toMoney(mrr_before, currency))],
  ['mrrAfter', ({ mrr_after, currency }) => Number(toMoney(mrr_after, currency))],
  ['organizationId', ({ organization_id }) => organization_id],
  ['customer', nameOf],
  ['reconstructed', ({ is_reconstructed }) => (is_reconstructed ? 'yes' : 'no')],
];

/** What is held in memory at a time. */
const daysAtOnce = 7;

const toPart = (movements: readonly MovementRow[]): ExportPart => ({
  text: toCsvRows(columns, movements),
  rows: movements.length,
});

/**
 * Every movement of a range, a week at a time, so that no transaction stays open. The first week is
 * read before anything is sent: what can fail fails with an answer.
 */
export const exportMovements = async (
  { db, clock, log, reportingTimeZone: timeZone }: RevenueContext,
  range: RevenueRange,
  by: AuditSource,
): Promise<TextFile> => {
  const now = clock.now();
  const today = await readSnapshot(db, (trx) => findToday(trx, now, timeZone));
  const { current } = findPeriods(range, today);
  const [firstWeek = current, ...weeks] = splitByDays(current, daysAtOnce);
  const first = await listMovements(db, { ...firstWeek, now });

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: toCsvHeader(columns), rows: 0 };
    yield toPart(first);
    for (const week of weeks) yield toPart(await listMovements(db, { ...week, now }));
  }
  const asked = { range, from: current.first, to: current.last };
  const action = 'revenue_movements.exported';
  return {
    name: `mrr-movements-${current.first}-to-${current.last}.csv`,
    text: streamExport({ db, clock, log }, { by, action, asked, parts: parts() }),
  };
};
