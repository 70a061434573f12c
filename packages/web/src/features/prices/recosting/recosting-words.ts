import type { Recosting, RecostingState } from '@taffrail/contract';
import { formatCount, formatUsd } from '../../../lib/format.ts';
import type { StatusName } from '../../../ui/status.tsx';

export const recostingWords = {
  previewing: { status: 'running', word: 'Looking at jobs' },
  previewed: { status: 'info', word: 'Preview: nothing has changed yet' },
  applying: { status: 'running', word: 'Applying' },
  applied: { status: 'ok', word: 'Applied' },
  taking_back: { status: 'running', word: 'Taking back' },
  taken_back: { status: 'idle', word: 'Taken back' },
  discarded: { status: 'idle', word: 'Discarded' },
} as const satisfies Record<RecostingState, { status: StatusName; word: string }>;

/** `+$12.40`, `−$0.0042`, `±$0.00`. */
export const formatDifference = (fromUsd: string, toUsd: string): string => {
  const difference = Number(toUsd) - Number(fromUsd);
  if (difference === 0) return '±$0.00';
  return `${difference < 0 ? '−' : '+'}${formatUsd(Math.abs(difference))}`;
};

/** `4,000 of 12,345`. */
export const progressText = ({ done, total }: Recosting): string =>
  total > 0 ? `${formatCount(done)} of ${formatCount(total)}` : '';
