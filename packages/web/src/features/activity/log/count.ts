import type { ActivityHistogram } from '@taffrail/contract';
import { formatCount } from '../../../lib/format.ts';

/** `1 action`, `1,243 actions`, or `10,000+ actions` where the count ended early. */
export const countText = ({
  total,
  complete,
}: Pick<ActivityHistogram, 'total' | 'complete'>): string =>
  `${formatCount(total)}${complete ? '' : '+'} ${total === 1 && complete ? 'action' : 'actions'}`;
