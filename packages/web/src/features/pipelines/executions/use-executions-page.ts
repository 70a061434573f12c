import { useMemo } from 'react';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import type { AskedExecutions } from './executions.api.ts';
import {
  defaultExecutionsRange,
  ExecutionsSearch,
  readExecutionFilters,
  withExecutionFilters,
  type ExecutionFilters,
} from './executions-search.ts';

export interface ExecutionsPageState {
  readonly search: ExecutionsSearch;
  readonly range: string;
  readonly filters: ExecutionFilters;
  readonly asked: AskedExecutions;
  readonly filter: (change: ExecutionFilters) => void;
  readonly clear: () => void;
  readonly move: (range: string) => void;
  readonly setTz: (tz: ExecutionsSearch['tz']) => void;
}

const noFilters: ExecutionFilters = {
  status: undefined,
  pipeline: undefined,
  stage: undefined,
  traceId: undefined,
};

/** What the address asks for. */
export const useExecutionsPage = (): ExecutionsPageState => {
  const [search, change] = useUrlState(ExecutionsSearch);
  const timeZone = useTimeZone();
  const range = search.range ?? defaultExecutionsRange;
  const filters = useMemo(() => readExecutionFilters(search.f), [search.f]);
  const asked = useMemo(() => ({ filters, range, timeZone }), [filters, range, timeZone]);
  return {
    search,
    range,
    filters,
    asked,
    filter: (next) => change(withExecutionFilters(search, next)),
    clear: () => change(withExecutionFilters(search, noFilters)),
    move: (next) =>
      change({ range: next === defaultExecutionsRange ? undefined : next, after: undefined }),
    setTz: (tz) => change({ tz }),
  };
};
