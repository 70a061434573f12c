import type { ReactNode } from 'react';
import { useCan, useMe } from '../lib/me.ts';
import { EmptyState } from './empty-state.tsx';

interface NothingCameYetProps {
  /** One sentence. */
  title: string;
  /** How somebody who may connects the product. */
  children: ReactNode;
}

/** What has never come somebody has to send; in a demo, it comes by itself. */
export function NothingCameYet({ title, children }: NothingCameYetProps) {
  const { isDemo } = useMe();
  const mayHandleKeys = useCan('keys.manage');
  if (isDemo)
    return (
      <EmptyState kind="never" title="Tradewind is starting.">
        What its made-up customers do appears here in a few seconds. If nothing comes, the output of
        the console says why.
      </EmptyState>
    );
  return (
    <EmptyState kind="never" title={title}>
      {mayHandleKeys ? children : 'Whoever manages the keys can connect the product.'}
    </EmptyState>
  );
}
