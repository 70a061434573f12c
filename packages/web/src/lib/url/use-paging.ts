import { useNavigate, useRouterState } from '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The cursors of the pages before this one, newest first; the first page has none. */
    newerPages?: readonly string[];
  }
}

/** The parameters of a list that begins anew: on its first page, with no row open. */
export const fromTheTop = { after: undefined, peek: undefined } as const;

export interface Paging {
  /** Absent on the first page. */
  readonly toNewer: (() => void) | undefined;
  readonly toOlder: (cursor: string) => void;
}

/**
 * A keyset cursor leads only on. The way back is kept with the address, so that it survives a
 * reload; a link to a page in the middle has none, and leads back to the first.
 */
export const usePaging = (after: string | undefined): Paging => {
  const navigate = useNavigate();
  const newerPages = useRouterState({ select: ({ location }) => location.state.newerPages ?? [] });
  const go = (cursor: string | undefined, newer: readonly string[]): void => {
    void navigate({
      to: '.',
      search: ((now: object) => ({ ...now, after: cursor, peek: undefined })) as never,
      state: (now) => ({ ...now, newerPages: newer }),
      resetScroll: false,
    });
  };
  return {
    toNewer:
      after === undefined
        ? undefined
        : () => go(newerPages.at(-1) || undefined, newerPages.slice(0, -1)),
    toOlder: (cursor) => go(cursor, after === undefined ? [''] : [...newerPages, after]),
  };
};
