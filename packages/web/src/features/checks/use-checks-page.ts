import { useListOverTime } from '../../lib/url/use-list-over-time.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { ChecksSearch, defaultRange, runFilters } from './checks-search.ts';

/** What the address asks for. */
export const useChecksPage = () => {
  const [search, change] = useUrlState(ChecksSearch);
  const list = useListOverTime([search, change], runFilters, defaultRange);
  return {
    ...list,
    isGrouped: search.group === 'check',
    group: (grouped: boolean): void =>
      change({ group: grouped ? 'check' : undefined, after: undefined }),
    setView: (view: string | undefined): void => change({ view }, { replace: true }),
  };
};

export type ChecksPageState = ReturnType<typeof useChecksPage>;
