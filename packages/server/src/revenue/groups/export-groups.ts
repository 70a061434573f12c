import type { RevenueGroup, RevenueGroups } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import { toCsvHeader, toCsvRows, type CsvColumn } from '../../platform/http/files/csv.ts';
import type { TextFile } from '../../platform/http/files/send-file.ts';
import type { RevenueContext } from '../reading/read-revenue.ts';
import type { WantedGroups } from './read-groups.ts';

const figures: readonly CsvColumn<RevenueGroup>[] = [
  ['known', ({ kind }) => kind],
  ['currency', ({ currency }) => currency],
  ['start', ({ start }) => Number(start)],
  ['new', ({ movements }) => Number(movements.new)],
  ['expansion', ({ movements }) => Number(movements.expansion)],
  ['reactivation', ({ movements }) => Number(movements.reactivation)],
  ['contraction', ({ movements }) => Number(movements.contraction)],
  ['churn', ({ movements }) => Number(movements.churn)],
  ['mrr', ({ mrr }) => Number(mrr)],
  ['subscribers', ({ subscribers }) => subscribers],
  ['previous_mrr', ({ previous }) => (previous ? Number(previous.mrr) : null)],
  ['previous_subscribers', ({ previous }) => previous?.subscribers ?? null],
];

/** The groups of a range as they were read, one line each, under the name of their dimension. */
export const exportGroups = (
  { db, clock, log }: RevenueContext,
  { by, range }: WantedGroups,
  { from, to, groups }: RevenueGroups,
  exporter: AuditSource,
): TextFile => {
  const columns: readonly CsvColumn<RevenueGroup>[] = [[by, ({ value }) => value], ...figures];
  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: toCsvHeader(columns), rows: 0 };
    yield { text: toCsvRows(columns, groups), rows: groups.length };
  }
  const asked = { by, range, from, to };
  const action = 'revenue_groups.exported';
  return {
    name: `mrr-by-${by}-${from}-to-${to}.csv`,
    text: streamExport({ db, clock, log }, { by: exporter, action, asked, parts: parts() }),
  };
};
