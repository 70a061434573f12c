import { cx } from '../../../lib/class-names.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';

interface WordsProps {
  text: string;
  /** Completes "Copy …". */
  what: string;
  mono?: boolean;
}

/** Text from outside: shown as text, whatever it holds. */
export function Words({ text, what, mono = false }: WordsProps) {
  return (
    <div className="flex items-start gap-2">
      <p
        className={cx(
          'min-w-0 flex-1 break-words whitespace-pre-wrap',
          mono ? 'font-mono text-compact' : 'max-w-180',
        )}
      >
        {text}
      </p>
      <CopyButton text={text} what={what} />
    </div>
  );
}
