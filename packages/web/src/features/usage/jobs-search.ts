import type { UsageFilter } from '@taffrail/contract';
import { writeFilter } from '../../lib/filters.ts';

interface Days {
  /** The first and the last, of the reporting time zone. */
  readonly from: string;
  readonly to: string;
}

type JobFilter = UsageFilter & {
  readonly userId?: string | undefined;
  readonly status?: 'failed';
  readonly costSource?: 'unpriced';
};

/** The parameters of the list of jobs for those that a figure is made of. */
export const jobsSearch = ({ from, to }: Days, filter: JobFilter) => ({
  range: `${from}..${to}`,
  f: Object.entries(filter).flatMap(([field, value]) =>
    value === undefined ? [] : [writeFilter({ field, op: 'in', values: [value] })],
  ),
});
