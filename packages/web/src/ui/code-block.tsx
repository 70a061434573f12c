import { cx } from '../lib/class-names.ts';
import { CopyButton } from './copy-button.tsx';

export interface CodeBlockProps {
  code: string;
  /** Completes "Copy …" and names the region: "the curl command". */
  what: string;
  /** Wraps long lines instead of scrolling. */
  wrap?: boolean;
}

/** Code or a command, to be copied as it stands. */
export function CodeBlock({ code, what, wrap = false }: CodeBlockProps) {
  return (
    <section
      aria-label={what}
      className="flex items-start rounded-control border border-line bg-sunken"
    >
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
        tabIndex={0}
        className={cx(
          'min-w-0 flex-1 self-center overflow-x-auto py-3 pl-3 font-mono text-compact',
          wrap && 'break-all whitespace-pre-wrap',
        )}
      >
        <code>{code}</code>
      </pre>
      <CopyButton text={code} what={what} className="m-1.5" />
    </section>
  );
}
