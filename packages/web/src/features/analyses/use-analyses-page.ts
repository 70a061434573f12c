import { useMemo } from 'react';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import {
  AnalysesSearch,
  defaultAnalysesRange,
  readAnalysisFilters,
  withAnalysisFilters,
  type AnalysisFilters,
} from './analyses-search.ts';
import type { AnalysesAsked } from './analyses.api.ts';

export interface AnalysesPageState {
  readonly search: AnalysesSearch;
  readonly range: string;
  readonly filters: AnalysisFilters;
  readonly asked: AnalysesAsked;
  readonly filter: (change: AnalysisFilters) => void;
  readonly clear: () => void;
  readonly group: (group: 'provider' | undefined) => void;
  readonly move: (range: string) => void;
  readonly setTz: (tz: AnalysesSearch['tz']) => void;
}

/** What the address asks for. */
export const useAnalysesPage = (): AnalysesPageState => {
  const [search, change] = useUrlState(AnalysesSearch);
  const timeZone = useTimeZone();
  const range = search.range ?? defaultAnalysesRange;
  const filters = useMemo(() => readAnalysisFilters(search.f), [search.f]);
  const asked = useMemo(() => ({ filters, range, timeZone }), [filters, range, timeZone]);
  return {
    search,
    range,
    filters,
    asked,
    filter: (next) => change(withAnalysisFilters(search, next)),
    clear: () => change({ f: undefined, after: undefined }),
    group: (group) => change({ group, after: undefined }),
    move: (next) =>
      change({ range: next === defaultAnalysesRange ? undefined : next, after: undefined }),
    setTz: (tz) => change({ tz }),
  };
};
