import { useLocation, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, type ComponentType } from 'react';
import { forgetIgnored, reportIgnored } from './ignored-parameters.ts';
import { PageSearch, readSearch, type SearchSchema } from './url-state.ts';

/**
 * A page that reads its address by a schema: `useUrlState` inside it has what could be read, and a
 * bad link shows the page all the same, with a notice of what was ignored.
 */
export const withSearch = (schema: SearchSchema, Page: ComponentType): ComponentType =>
  function PageWithSearch() {
    const raw = useSearch({ strict: false });
    const { values, ignored } = useMemo(() => readSearch(schema, raw), [raw]);
    const pathname = useLocation({ select: (location) => location.pathname });
    useIgnored(ignored, pathname);
    const value = useMemo(() => ({ schema, values }), [values]);
    return (
      <PageSearch value={value}>
        <Page />
      </PageSearch>
    );
  };

/** Said until somebody dismisses it or leaves the page; what is mended meanwhile was still ignored. */
const useIgnored = (ignored: readonly string[], page: string): void => {
  useEffect(() => () => forgetIgnored(page), [page]);
  useEffect(() => {
    if (ignored.length > 0) reportIgnored(ignored, page);
  }, [page, ignored]);
};
