import { useListOverTime } from '../../../lib/url/use-list-over-time.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { defaultRunsRange, runFilters, RunsSearch } from './runs-search.ts';

/** What the address asks for. */
export const useRunsPage = () =>
  useListOverTime(useUrlState(RunsSearch), runFilters, defaultRunsRange);

export type RunsPageState = ReturnType<typeof useRunsPage>;
