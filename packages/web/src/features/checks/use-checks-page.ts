import { useMemo } from 'react';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import type { AskedRuns } from './checks.api.ts';
import {
  ChecksSearch,
  defaultRange,
  readRunFilters,
  withRunFilters,
  type RunFilters,
} from './checks-search.ts';

export interface ChecksPageState {
  readonly search: ChecksSearch;
  readonly range: string;
  readonly filters: RunFilters;
  readonly asked: AskedRuns;
  readonly isGrouped: boolean;
  readonly group: (grouped: boolean) => void;
  readonly filter: (change: RunFilters) => void;
  readonly clear: () => void;
  readonly move: (range: string) => void;
  readonly setTz: (tz: ChecksSearch['tz']) => void;
  readonly setView: (view: string | undefined) => void;
}

const noFilters: RunFilters = {
  condition: undefined,
  result: undefined,
  kind: undefined,
  checkId: undefined,
  traceId: undefined,
};

/** What the address asks for. */
export const useChecksPage = (): ChecksPageState => {
  const [search, change] = useUrlState(ChecksSearch);
  const timeZone = useTimeZone();
  const range = search.range ?? defaultRange;
  const filters = useMemo(() => readRunFilters(search.f), [search.f]);
  const asked = useMemo(() => ({ filters, range, timeZone }), [filters, range, timeZone]);
  return {
    search,
    range,
    filters,
    asked,
    isGrouped: search.group === 'check',
    group: (grouped) => change({ group: grouped ? 'check' : undefined, after: undefined }),
    filter: (next) => change(withRunFilters(search, next)),
    clear: () => change(withRunFilters(search, noFilters)),
    move: (next) => change({ range: next === defaultRange ? undefined : next, after: undefined }),
    setTz: (tz) => change({ tz }),
    setView: (view) => change({ view }, { replace: true }),
  };
};
