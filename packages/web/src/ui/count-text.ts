import { formatCount } from '../lib/format.ts';

interface Counted {
  readonly total: number;
  /** False where counting ended early: the total is a minimum. */
  readonly complete: boolean;
}

/** `1 action`, `1,243 actions`, or `10,000+ actions` where the count ended early. */
export const countText = ({ total, complete }: Counted, one: string): string =>
  `${formatCount(total)}${complete ? '' : '+'} ${total === 1 && complete ? one : `${one}s`}`;
