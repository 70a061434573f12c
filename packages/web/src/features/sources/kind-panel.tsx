import type { Source, SourceKind } from '@taffrail/contract';
import { PanelFrame } from '../../ui/panel.tsx';
import { StripeRefused } from './built-in/stripe-refused.tsx';
import { ConnectSource } from './connect/connect-source.tsx';
import { FoldedSetUp, SetUp } from './set-up.tsx';
import { SourceRow } from './source-row.tsx';
import { kindTitles } from '../../ui/source-kinds.ts';
import { kindPurposes } from './source-words.ts';

interface KindPanelProps {
  kind: SourceKind;
  sources: readonly Source[];
}

/** The sources of one kind, and how one more is connected. */
export function KindPanel({ kind, sources }: KindPanelProps) {
  return (
    <div id={kind} className="min-w-0 scroll-mt-(--top-bar)">
      <PanelFrame title={kindTitles[kind]} actions={<ConnectSource kind={kind} />}>
        <p className="mb-3 text-muted">{kindPurposes[kind]}</p>
        {kind === 'stripe' && <StripeRefused />}
        {sources.length === 0 ? (
          <>
            <p className="mb-2 font-medium">Not connected.</p>
            <SetUp kind={kind} />
          </>
        ) : (
          <>
            <ul>
              {sources.map((source) => (
                <SourceRow key={source.id} source={source} />
              ))}
            </ul>
            <FoldedSetUp>
              <SetUp kind={kind} />
            </FoldedSetUp>
          </>
        )}
      </PanelFrame>
    </div>
  );
}
