import { useEffect, useRef, type ReactNode } from 'react';
import { CodeBlock } from './code-block.tsx';
import { Notice } from './notice.tsx';

export interface ShownOnceProps {
  secret: string;
  /** Completes "Copy …" and names the region: "the key". */
  what: string;
  /** That it is not shown again, and what follows from that. */
  children: ReactNode;
}

/** A secret that only this answer of the server had: the focus is on the button that copies it. */
export function ShownOnce({ secret, what, children }: ShownOnceProps) {
  const block = useRef<HTMLDivElement>(null);
  useEffect(() => block.current?.querySelector('button')?.focus(), []);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Notice status="warning">{children}</Notice>
      <div ref={block}>
        <CodeBlock code={secret} what={what} wrap />
      </div>
    </div>
  );
}
