import { useMemo } from 'react';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import type { AskedRuns } from '../pipelines.api.ts';
import {
  defaultRunsRange,
  readRunFilters,
  RunsSearch,
  withRunFilters,
  type RunFilters,
} from './runs-search.ts';

export interface RunsPageState {
  readonly search: RunsSearch;
  readonly range: string;
  readonly filters: RunFilters;
  readonly asked: AskedRuns;
  readonly filter: (change: RunFilters) => void;
  readonly clear: () => void;
  readonly move: (range: string) => void;
  readonly setTz: (tz: RunsSearch['tz']) => void;
}

const noFilters: RunFilters = {
  status: undefined,
  pipeline: undefined,
  failedStage: undefined,
  traceId: undefined,
  slowerThan: undefined,
};

/** What the address asks for. */
export const useRunsPage = (): RunsPageState => {
  const [search, change] = useUrlState(RunsSearch);
  const timeZone = useTimeZone();
  const range = search.range ?? defaultRunsRange;
  const filters = useMemo(() => readRunFilters(search.f), [search.f]);
  const asked = useMemo(() => ({ filters, range, timeZone }), [filters, range, timeZone]);
  return {
    search,
    range,
    filters,
    asked,
    filter: (next) => change(withRunFilters(search, next)),
    clear: () => change(withRunFilters(search, noFilters)),
    move: (next) =>
      change({ range: next === defaultRunsRange ? undefined : next, after: undefined }),
    setTz: (tz) => change({ tz }),
  };
};
