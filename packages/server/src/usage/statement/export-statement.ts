import type { UsageSubject } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { toCsvLine } from '../../platform/http/files/csv.ts';
import type { TextFile } from '../../platform/http/files/send-file.ts';
import { findPresent } from '../reading/calendar.store.ts';
import { toFigures } from '../reading/figures.ts';
import type { UsageContext } from '../reading/read-usage.ts';
import { nameSubjects } from '../reading/subjects.ts';
import { monthFor } from './read-statement.ts';
import { listStatement, type StatementRow } from './statement.store.ts';

const columns = [
  'month',
  'organizationId',
  'externalId',
  'organization',
  'provider',
  'model',
  'costUsd',
  'jobs',
  'failedJobs',
  'inputTokens',
  'outputTokens',
  'unpricedJobs',
  'unpricedTokens',
] as const;

const toCsv = (month: string, row: StatementRow, of: UsageSubject | undefined): string => {
  const figures = toFigures(row);
  return toCsvLine([
    month,
    of?.key ?? null,
    of?.customer?.externalId ?? null,
    of?.customer?.name ?? null,
    row.provider,
    row.model,
    figures.costUsd,
    figures.jobs,
    figures.failedJobs,
    figures.inputTokens,
    figures.outputTokens,
    figures.unpricedJobs,
    figures.unpricedTokens,
  ]);
};

/** How many names are asked for at a time. */
const namedAtOnce = 1_000;

/** Every line: the figures are of one moment, the names are looked up as it is written. */
export const exportStatement = async (
  { db, clock, log, reportingTimeZone: timeZone }: UsageContext,
  asked: string | undefined,
  by: AuditSource,
): Promise<TextFile> => {
  const now = clock.now();
  const { month, lines } = await readSnapshot(db, async (trx) => {
    const { today } = await findPresent(trx, now, timeZone);
    const found = monthFor(asked, today);
    const rows = await listStatement(trx, found);
    return { month: found.month, lines: rows.filter(({ level }) => level === 'line') };
  });

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: toCsvLine(columns), rows: 0 };
    for (let at = 0; at < lines.length; at += namedAtOnce) {
      const some = lines.slice(at, at + namedAtOnce);
      const keys = some.map(({ organizationId }) => ({ key: organizationId ?? '', provider: '' }));
      const named = await nameSubjects(db, 'organization', keys);
      yield {
        text: some.map((row, index) => toCsv(month, row, named[index])).join(''),
        rows: some.length,
      };
    }
  }
  return {
    name: `ai-statement-${month}.csv`,
    text: streamExport(
      { db, clock, log },
      { by, action: 'usage_statement.exported', asked: { month }, parts: parts() },
    ),
  };
};
