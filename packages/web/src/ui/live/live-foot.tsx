import { formatCount } from '../../lib/format.ts';
import { mostLive } from './read-newest.ts';

/** In the place of the pages, which the live tail has none of. */
export function LiveFoot({ count }: { count: string | undefined }) {
  return (
    <p className="flex flex-wrap justify-between gap-x-4 border-t border-line px-4 py-3 text-compact text-muted">
      <span>{count}</span>
      <span>
        The live tail shows the newest {formatCount(mostLive)}. Stop it to see older ones.
      </span>
    </p>
  );
}
