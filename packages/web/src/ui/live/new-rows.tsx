import { ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { announce } from '../../lib/announce.ts';
import { formatCount } from '../../lib/format.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Kbd } from '../kbd.tsx';
import { mostLive } from './read-newest.ts';

interface NewRowsProps {
  count: number;
  /** They would enter by themselves, if nobody read closely. */
  paused: boolean;
  onShow: () => void;
}

/** How many rows have come that are not in view. Lies over the list, so that nothing moves. */
export function NewRows({ count, paused, onShow }: NewRowsProps) {
  const text = `${formatCount(count)}${count >= mostLive ? '+' : ''} new`;
  useShortcut('n', 'Show what is new', count > 0 && onShow);
  useAnnouncedNews(count > 0 ? text : undefined);
  if (count === 0) return null;
  return (
    <div className="pointer-events-none sticky top-[calc(var(--top-bar)+8px)] z-20 flex h-0 justify-center">
      <button
        type="button"
        onClick={onShow}
        aria-keyshortcuts="n"
        title={paused ? 'The list waits while you read. Show what has come.' : undefined}
        className="pointer-events-auto flex h-8 translate-y-2 items-center gap-1.5 rounded-full bg-accent px-3 text-compact font-medium whitespace-nowrap text-on-accent shadow-popover hover:bg-accent/90 focus-visible:outline-text coarse:h-11 coarse:translate-y-1 forced-colors:border"
      >
        <ArrowUp size={14} aria-hidden />
        <span>
          {text}
          {paused && <span className="font-normal"> · paused</span>}
        </span>
        <span aria-hidden>
          <Kbd keys="n" />
        </span>
      </button>
    </div>
  );
}

/** Once when there are any: whoever listens is not told of each. */
const useAnnouncedNews = (text: string | undefined): void => {
  const isTold = useRef(false);
  useEffect(() => {
    if (text !== undefined && !isTold.current) announce(`${text} in the log`);
    isTold.current = text !== undefined;
  }, [text]);
};
