import type { OrganizationMargin, UsageRange } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { toCsvHeader, toCsvRows, type CsvColumn } from '../../platform/http/files/csv.ts';
import type { TextFile } from '../../platform/http/files/send-file.ts';
import { findAskedPeriods } from '../../platform/time/asked-days.ts';
import { findPresent } from '../reading/calendar.store.ts';
import { nameOrganizations, readWeighed, type MarginContext } from './read-margin.ts';

const toNumber = (amount: string | null): number | null =>
  amount === null ? null : Number(amount);

const columnsIn = (currency: string): readonly CsvColumn<OrganizationMargin>[] => {
  const code = currency.toUpperCase();
  return [
    ['organizationId', ({ organization }) => organization.id],
    ['organization', ({ organization }) => organization.name ?? organization.externalId],
    ['plan', ({ plan }) => plan],
    [`revenue${code}`, ({ revenue }) => Number(revenue)],
    ['costUsd', ({ costUsd }) => costUsd],
    [`cost${code}`, ({ cost }) => toNumber(cost)],
    [`margin${code}`, ({ margin }) => toNumber(margin)],
    ['jobs', ({ jobs }) => jobs],
    ['unpricedJobs', ({ unpricedJobs }) => unpricedJobs],
  ];
};

/** How many names are asked for at a time. */
const namedAtOnce = 1_000;

/** Every organization: both sides are of one moment, the names are looked up as it is written. */
export const exportMargin = async (
  context: MarginContext,
  range: UsageRange,
  by: AuditSource,
): Promise<TextFile> => {
  const { db, clock, log, reportingTimeZone: timeZone } = context;
  const now = clock.now();
  const { period, rates, weighed } = await readSnapshot(db, async (trx) => {
    const { today } = await findPresent(trx, now, timeZone);
    const { current } = findAskedPeriods(range, today);
    const found = await readWeighed(trx, context, { period: current, now });
    return { ...found, period: current };
  });
  const columns = columnsIn(rates.reporting);

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: toCsvHeader(columns), rows: 0 };
    for (let at = 0; at < weighed.length; at += namedAtOnce) {
      const some = weighed.slice(at, at + namedAtOnce);
      const rows = await nameOrganizations(db, some, rates.reporting);
      yield { text: toCsvRows(columns, rows), rows: rows.length };
    }
  }
  const asked = { range, from: period.first, to: period.last };
  return {
    name: `ai-margin-${period.first}-to-${period.last}.csv`,
    text: streamExport(
      { db, clock, log },
      { by, action: 'usage_margin.exported', asked, parts: parts() },
    ),
  };
};
