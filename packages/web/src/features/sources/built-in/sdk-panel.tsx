import { Send } from 'lucide-react';
import { plural } from '../../../lib/format.ts';
import { useCan } from '../../../lib/me.ts';
import { keyPlaceholder, sdkSnippet } from '../../../lib/snippets/snippets.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Link } from '../../../ui/link.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { FreshnessMark } from '../freshness-mark.tsx';
import { FoldedSetUp } from '../set-up.tsx';
import type { Sources } from '../sources.api.ts';
import { TryKey } from './try-key.tsx';

/** What the product sends by itself, in batches. */
export function SdkPanel({ sdk }: { sdk: Sources['sdk'] }) {
  const mayHandleKeys = useCan('keys.manage');
  const { url, keys, lastReceivedAt, freshness } = sdk;
  const target = { url: new URL(url).origin, key: keyPlaceholder };
  const example = <CodeBlock code={sdkSnippet(target)} what="the SDK example" />;
  return (
    <PanelFrame
      title="SDK"
      className="min-w-0"
      actions={<TryKey icon={<Send size={14} aria-hidden />} />}
    >
      <p className="mb-3 text-muted">
        Actions, requests, logs and customers of the product itself.
      </p>
      <div className="flex flex-col gap-1 text-compact">
        <CopyText text={url} what="the address of batches" length={60} />
        <FreshnessMark freshness={freshness} kind="sdk" lastReceivedAt={lastReceivedAt} />
        <p>
          {plural(keys, 'ingest key')} may send batches.{' '}
          {mayHandleKeys && <Link to="/admin/settings/keys">Manage keys</Link>}
        </p>
      </div>
      <div className="mt-3">
        {lastReceivedAt === null ? example : <FoldedSetUp>{example}</FoldedSetUp>}
      </div>
    </PanelFrame>
  );
}
