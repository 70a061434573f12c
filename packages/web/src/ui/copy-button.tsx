import { Check, Copy } from 'lucide-react';
import { IconButton } from './icon-button.tsx';
import { useCopy } from './use-copy.ts';

/** `what` completes "Copy …". */
export function CopyButton({
  text,
  what,
  className,
}: {
  text: string;
  what: string;
  className?: string;
}) {
  const { copied, copy } = useCopy();
  return (
    <IconButton
      label={copied ? 'Copied' : `Copy ${what}`}
      onClick={() => copy(text, what)}
      {...(className === undefined ? {} : { className })}
    >
      {copied ? (
        <Check size={14} aria-hidden className="text-ok" />
      ) : (
        <Copy size={14} aria-hidden />
      )}
    </IconButton>
  );
}
