import { useListOverTime } from '../../lib/url/use-list-over-time.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { AnalysesSearch, analysisFilters, defaultAnalysesRange } from './analyses-search.ts';

/** What the address asks for. */
export const useAnalysesPage = () => {
  const [search, change] = useUrlState(AnalysesSearch);
  const list = useListOverTime([search, change], analysisFilters, defaultAnalysesRange);
  return {
    ...list,
    group: (group: AnalysesSearch['group']): void => change({ group, after: undefined }),
    setView: (view: string | undefined): void => change({ view }, { replace: true }),
  };
};

export type AnalysesPageState = ReturnType<typeof useAnalysesPage>;
