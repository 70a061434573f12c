import type { PipelineHealth, PipelineRange, PipelineStage } from '@taffrail/contract';

/** A stretch of time of which the table has a column. */
export interface Column {
  readonly from: string;
  /** Up to, but without, this moment; the end of the range for the last. */
  readonly to: string;
  /** The first and the one after the last of its moments. */
  readonly begin: number;
  readonly end: number;
}

/** Hours, days, days, and weeks: as many as can be read beside each other. */
const momentsAColumn = { '24h': 1, '7d': 24, '30d': 1, '90d': 7 } as const satisfies Record<
  PipelineRange,
  number
>;

/** From the end, so that a column that is not full is the oldest. */
export const toColumns = (
  { moments, range }: Pick<PipelineHealth, 'moments' | 'range'>,
  asked: PipelineRange,
): Column[] => {
  const width = momentsAColumn[asked];
  const columns: Column[] = [];
  for (let end = moments.length; end > 0; end -= width) {
    const begin = Math.max(0, end - width);
    columns.unshift({
      from: moments[begin] ?? range.from,
      to: moments[end] ?? range.to,
      begin,
      end,
    });
  }
  return columns;
};

export interface Cell {
  readonly failed: number;
  /** Succeeded or failed. */
  readonly ended: number;
}

export const toCell = ({ series }: PipelineStage, { begin, end }: Column): Cell => {
  let [failed, ended] = [0, 0];
  for (const moment of series.slice(begin, end)) {
    failed += moment.failed;
    ended += moment.succeeded + moment.failed;
  }
  return { failed, ended };
};
