import { useListOverTime } from '../../../lib/url/use-list-over-time.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { defaultExecutionsRange, executionFilters, ExecutionsSearch } from './executions-search.ts';

/** What the address asks for. */
export const useExecutionsPage = () =>
  useListOverTime(useUrlState(ExecutionsSearch), executionFilters, defaultExecutionsRange);

export type ExecutionsPageState = ReturnType<typeof useExecutionsPage>;
