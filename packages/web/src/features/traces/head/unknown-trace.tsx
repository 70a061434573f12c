import { CopyText } from '../../../ui/copy-text.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';

/** Not a failure: asking again would answer the same. */
export function UnknownTrace({ traceId }: { traceId: string }) {
  return (
    <PanelFrame title="Timeline" titleHidden>
      <EmptyState kind="filter" title="Nothing is known of this trace.">
        <p>
          <CopyText text={traceId} what="the trace id" length={36} /> never came, or it is older
          than its records are kept.
        </p>
      </EmptyState>
    </PanelFrame>
  );
}
