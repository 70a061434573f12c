import type { Readable } from 'node:stream';
import type { RevenueGroup, RevenueGroups } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import { toCsvLine, type CsvCell } from '../../platform/http/files/csv.ts';
import type { RevenueContext } from '../reading/read-revenue.ts';
import type { WantedGroups } from './read-groups.ts';

/** The dimension names the first column. */
const columns: readonly (readonly [name: string, read: (of: RevenueGroup) => CsvCell])[] = [
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
];

export interface GroupsFile {
  readonly name: string;
  readonly text: Readable;
}

/** The groups of a range as they were read, one line each. */
export const exportGroups = (
  { db, clock, log }: RevenueContext,
  { by, range }: WantedGroups,
  { from, to, groups }: RevenueGroups,
  exporter: AuditSource,
): GroupsFile => {
  const lines = groups.map((group) =>
    toCsvLine([group.value, ...columns.map(([, read]) => read(group))]),
  );
  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: toCsvLine([by, ...columns.map(([name]) => name)]), rows: 0 };
    yield { text: lines.join(''), rows: lines.length };
  }
  const asked = { by, range, from, to };
  const action = 'revenue_groups.exported';
  return {
    name: `mrr-by-${by}-${from}-to-${to}.csv`,
    text: streamExport({ db, clock, log }, { by: exporter, action, asked, parts: parts() }),
  };
};
