import type { Clock } from '../clock.ts';
import type { Changes } from './changes.ts';

/** Notes when something of these topics changed last, as far as is heard here; answers how to ask. */
export const noteLastChange = <Topic extends string>(
  { changes, clock }: { changes: Changes<Topic>; clock: Clock },
  ...topics: readonly Topic[]
): (() => number) => {
  let changedAt = Number.NEGATIVE_INFINITY;
  changes.subscribe((news) => {
    if (news === 'everything' || topics.some((topic) => news.has(topic)))
      changedAt = clock.now().getTime();
  });
  return () => changedAt;
};
