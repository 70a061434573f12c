import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { isQuickRange, writeRange, type Span } from '../../lib/time/time-range.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { defaultRange, HealthSearch } from './health-search.ts';
import type { Asked } from './health.api.ts';
import { periodBefore, type PeriodBefore } from './period-before.ts';

export interface HealthPageState {
  readonly search: HealthSearch;
  readonly change: (patch: SearchChange<HealthSearch>) => void;
  readonly range: string;
  readonly asked: Asked;
  /** The figures of the period before are shown beside each. */
  readonly compares: boolean;
  readonly before: PeriodBefore;
  /** New figures can come while one looks. */
  readonly endsNow: boolean;
  readonly refreshing: boolean;
  readonly refresh: () => void;
  /** To a part of the range, inside of what is known. */
  readonly zoomWithin: (within: Span) => (to: Span) => void;
}

/** Whole seconds are all that an address has. */
const clip = ({ from, to }: Span, within: Span): Span => ({
  from: new Date(Math.floor(Math.max(from.getTime(), within.from.getTime()) / 1000) * 1000),
  to: new Date(Math.ceil(Math.min(to.getTime(), within.to.getTime()) / 1000) * 1000),
});

export const rangeChange = (range: string): SearchChange<HealthSearch> => ({
  range: range === defaultRange ? undefined : range,
});

/** What the address asks for. */
export const useHealthPage = (): HealthPageState => {
  const [search, change] = useUrlState(HealthSearch);
  const timeZone = useTimeZone();
  const now = useNow(60_000);
  const client = useQueryClient();
  const range = search.range ?? defaultRange;
  const asked = useMemo(() => ({ range, timeZone }), [range, timeZone]);
  const refresh = useCallback(
    () => void client.refetchQueries({ queryKey: ['health'], type: 'active' }),
    [client],
  );
  return {
    search,
    change,
    range,
    asked,
    compares: search.compare !== 'off',
    before: periodBefore(asked, now),
    endsNow: isQuickRange(range) || range.endsWith('..now'),
    refreshing: useIsFetching({ queryKey: ['health'] }) > 0,
    refresh,
    zoomWithin: (within) => (to) => change(rangeChange(writeRange(clip(to, within)))),
  };
};
