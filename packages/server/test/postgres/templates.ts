import pg from 'pg';
import { slices } from '../../src/app.ts';
import { ensurePartitions } from '../../src/platform/db/partitions.ts';
import { copyDatabase } from './copies.ts';

/** Hundreds of partitions take longer to make than to copy: those of some days are made once. */
export interface Template {
  /** In UTC: `2026-11-21`. */
  readonly day: string;
  readonly name: string;
}

const mostDaysLater = 60;

/** With the partitions of that day, or of one not long before: what is missing is soon added. */
export const findTemplate = (templates: readonly Template[], at: Date): Template | undefined => {
  const daysLater = ({ day }: Template): number => (at.getTime() - Date.parse(day)) / 86_400_000;
  return templates
    .filter((template) => daysLater(template) >= 0 && daysLater(template) < mostDaysLater)
    .sort((a, b) => daysLater(a) - daysLater(b))[0];
};

export const isOfDay = (template: Template | undefined, at: Date): boolean =>
  template?.day === at.toISOString().slice(0, 10);

/** Adds what is missing on that day, on a database of any other or of none. */
export const makePartitions = async (ownerUrl: string, at: Date): Promise<void> => {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const partitions = slices.flatMap((slice) => slice.partitions ?? []);
    await ensurePartitions(owner, partitions, at);
  } finally {
    await owner.end();
  }
};

/** Copies of a migrated database, one with the partitions of each of the days. */
export const makeTemplates = async (
  migratedUrl: string,
  days: readonly string[],
): Promise<Template[]> => {
  const templates: Template[] = [];
  for (const day of days) {
    const at = new Date(day);
    const name = `partitioned_${day.replaceAll('-', '_')}`;
    const from = findTemplate(templates, at)?.name;
    const url = await copyDatabase(migratedUrl, { ...(from && { template: from }), name });
    await makePartitions(url, at);
    templates.push({ day, name });
  }
  return templates;
};
