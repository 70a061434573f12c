import type { RecordCounts } from '@taffrail/contract';
import { formatCount, formatPercent } from '../../lib/format.ts';
import type { Finding } from '../../ui/finding.ts';
import { productFailureWords } from '../../ui/product-failure-words.ts';
import { isLate } from './latest-attempt.ts';

const panel = 'record-counts';

const judgeDrops = (models: RecordCounts['models']): Finding[] => {
  const fallen = models.flatMap(({ title, count, drop }) =>
    drop ? [`${title} fell by ${formatPercent(drop.share)} to ${formatCount(count ?? 0)}`] : [],
  );
  const [first] = fallen;
  if (first === undefined) return [];
  const text = fallen.length === 1 ? first : `${fallen.length} record counts fell suddenly`;
  return [{ tone: 'warning', text, panel }];
};

const judgeFailures = (models: RecordCounts['models']): Finding[] => {
  const uncounted = models.flatMap(({ title, failure }) =>
    failure === null ? [] : [`${title} not counted: ${productFailureWords[failure]}`],
  );
  const [first] = uncounted;
  if (first === undefined) return [];
  const text = uncounted.length === 1 ? first : `${uncounted.length} models could not be counted`;
  return [{ tone: 'unknown', text, panel }];
};

/** What the verdict should know of the counts; nothing where none fell, or there are none. */
export const judgeRecordCounts = (counts: RecordCounts | undefined): Finding[] => {
  if (!counts) return [{ tone: 'unknown', text: 'record counts could not be read', panel }];
  const { state, models } = counts;
  if (state === 'not_configured' || state === 'not_mapped') return [];
  if (state === 'no_data') return [{ tone: 'unknown', text: 'records not counted yet', panel }];
  if (state === 'failing')
    return [{ tone: 'unknown', text: 'records could not be counted', panel }];
  const late: Finding[] = isLate(counts)
    ? [{ tone: 'unknown', text: 'records not counted lately', panel }]
    : [];
  return [...judgeDrops(models), ...late, ...judgeFailures(models)];
};
