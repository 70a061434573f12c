import { truncateMiddle } from '../lib/format.ts';
import { CopyButton } from './copy-button.tsx';

/** An id: its middle left out, the whole in the title and in the clipboard. */
export function CopyText({
  text,
  what,
  length = 13,
}: {
  text: string;
  what: string;
  length?: number;
}) {
  return (
    <span className="inline-flex items-center gap-1">
      <code title={text} className="font-mono text-caption">
        {truncateMiddle(text, length)}
      </code>
      <CopyButton text={text} what={what} className="h-6 w-6" />
    </span>
  );
}
