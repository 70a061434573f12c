import type { Activity } from '@taffrail/contract';
import { stringifySearch } from '../../../lib/url/url-state.ts';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { focusedRowId } from '../../../ui/row-box.tsx';
import { useCopy } from '../../../ui/use-copy.ts';
import { searchOfEvent } from './event-links.ts';

/** The whole address of an action, for another person or another day. */
export const linkTo = (activity: Activity): string =>
  `${location.origin}${location.pathname}${stringifySearch(searchOfEvent(activity))}`;

/** y copies the link to the row with the focus. */
export const useCopyLink = (rows: readonly Activity[]): void => {
  const { copy } = useCopy();
  const copyLink = (): void => {
    const id = focusedRowId();
    const activity = rows.find((row) => row.id === id);
    if (activity) copy(linkTo(activity), 'the link');
  };
  useShortcut('y', 'Copy the link to the row', rows.length > 0 && copyLink, 'Lists');
};
