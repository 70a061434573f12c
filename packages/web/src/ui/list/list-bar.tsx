import type { ChangeTopic } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { TopBarSlot } from '../page-slots.tsx';
import { QueryRefresh } from '../query-refresh.tsx';
import { TimeRange, type TimeRangeProps } from '../time-range.tsx';

/** A list over time, as far as the top bar tells of it and changes it. */
export interface RangedList {
  readonly search: {
    readonly tz?: TimeRangeProps['tz'];
    readonly peek?: string | undefined;
  };
  readonly range: string;
  readonly move: TimeRangeProps['onRange'];
  readonly setTz: NonNullable<TimeRangeProps['onTz']>;
  /** New rows can come into view. */
  readonly isNewest: boolean;
}

interface ListBarProps extends Pick<TimeRangeProps, 'quick'> {
  page: RangedList;
  query: UseQueryResult;
  /** What its rows change with. */
  topics: readonly ChangeTopic[];
}

/** The top bar of a list over time that one query fills: its range, and how fresh it is. */
export function ListBar({ page, query, topics, ...quick }: ListBarProps) {
  const { search, range, move, setTz, isNewest } = page;
  return (
    <>
      <TopBarSlot slot="range">
        <TimeRange range={range} onRange={move} tz={search.tz} onTz={setTz} {...quick} />
      </TopBarSlot>
      {/* Who reads a row that is open is left in peace. */}
      <QueryRefresh
        query={query}
        paused={search.peek !== undefined}
        liveTopics={isNewest ? topics : undefined}
      />
    </>
  );
}
