import { searchOfEvent } from '../lib/url/event-links.ts';
import { stringifySearch } from '../lib/url/url-state.ts';
import { useShortcut } from '../lib/use-shortcut.ts';
import { focusedRowId } from './row-box.tsx';
import { useCopy } from './use-copy.ts';

type Row = Parameters<typeof searchOfEvent>[0];

/** The whole address of a row of this page's log, for another person or another day. */
export const linkTo = (row: Row): string =>
  `${location.origin}${location.pathname}${stringifySearch(searchOfEvent(row))}`;

/** y copies the link to the row with the focus. */
export const useCopyLink = (rows: readonly Row[]): void => {
  const { copy } = useCopy();
  const copyLink = (): void => {
    const id = focusedRowId();
    const found = rows.find((row) => row.id === id);
    if (found) copy(linkTo(found), 'the link');
  };
  useShortcut('y', 'Copy the link to the row', rows.length > 0 && copyLink, 'Lists');
};
