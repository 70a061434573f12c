import { useListOverTime } from '../../../lib/url/use-list-over-time.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { defaultRunsRange, runFilters, RunsSearch } from './runs-search.ts';

/** What the address asks for. */
export const useRunsPage = () => {
  const [search, change] = useUrlState(RunsSearch);
  return {
    ...useListOverTime([search, change], runFilters, defaultRunsRange),
    setView: (view: string | undefined): void => change({ view }, { replace: true }),
  };
};

export type RunsPageState = ReturnType<typeof useRunsPage>;
