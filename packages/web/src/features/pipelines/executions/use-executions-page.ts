import { useListOverTime } from '../../../lib/url/use-list-over-time.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { defaultExecutionsRange, executionFilters, ExecutionsSearch } from './executions-search.ts';

/** What the address asks for. */
export const useExecutionsPage = () => {
  const [search, change] = useUrlState(ExecutionsSearch);
  return {
    ...useListOverTime([search, change], executionFilters, defaultExecutionsRange),
    setView: (view: string | undefined): void => change({ view }, { replace: true }),
  };
};

export type ExecutionsPageState = ReturnType<typeof useExecutionsPage>;
