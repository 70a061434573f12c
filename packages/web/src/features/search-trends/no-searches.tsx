import type { SearchTrends } from '@taffrail/contract';
import { CodeBlock } from '../../ui/code-block.tsx';
import { NothingCameYet } from '../../ui/nothing-came-yet.tsx';
import { PanelFrame } from '../../ui/panel.tsx';

const example = `await taffrail.logActivity(session, {
  action: 'discovery.started',
  metadata: { keyword: 'chemicals', country: 'DE' },
});`;

/** Nothing that is a search has ever come: what would be one. */
export function NoSearches({ counted }: Pick<SearchTrends, 'counted'>) {
  return (
    <PanelFrame title="Searches" titleHidden>
      <NothingCameYet title="No search has come yet.">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3 text-left">
          <p>
            Searches are the actions{' '}
            <code className="font-mono text-compact">{counted.searches.join(', ')}</code>, told
            apart by what their metadata says. Which actions, and which keys, is said by{' '}
            <code className="font-mono text-compact">searches</code> in taffrail.config.ts.
          </p>
          <CodeBlock code={example} what="the example" />
        </div>
      </NothingCameYet>
    </PanelFrame>
  );
}
