import { sourcePaths, type ApiKey } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { apiSnippet, curlSnippet, sdkSnippet } from '../../lib/snippets/snippets.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { scopeTitles } from './key-words.ts';
import { consoleUrlQuery } from './keys.api.ts';

/** What is sent with the key in its address. */
const addressed = ['load_tests', 'autofix'] as const;

export interface MadeKey extends ApiKey {
  /** In the clear: here and nowhere else. */
  readonly key: string;
}

/** The key, this once, and what to do with it. */
export function KeyMade({ made }: { made: MadeKey }) {
  const { data: url = location.origin } = useQuery(consoleUrlQuery);
  const target = { url, key: made.key };
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <ShownOnce secret={made.key} what="the key">
        Copy it now: it is not shown again. Only its hash is kept, so nobody can look it up.
      </ShownOnce>
      {made.kind === 'ingest' ? (
        <>
          {made.scopes.includes('batch') && (
            <>
              <Use title="Try it from a terminal">
                <CodeBlock code={curlSnippet(target)} what="the curl command" />
              </Use>
              <Use title="Send from your product">
                <CodeBlock code={sdkSnippet(target)} what="the SDK example" />
              </Use>
            </>
          )}
          {addressed
            .filter((scope) => made.scopes.includes(scope))
            .map((scope) => (
              <Use key={scope} title={scopeTitles[scope]}>
                <CodeBlock
                  code={`${url}${sourcePaths[scope]}/${made.key}`}
                  what={`the address for ${scopeTitles[scope].toLowerCase()}`}
                  wrap
                />
              </Use>
            ))}
        </>
      ) : (
        <Use title="Try it from a terminal">
          <CodeBlock code={apiSnippet(target, made.role ?? 'viewer')} what="the curl command" />
        </Use>
      )}
    </div>
  );
}

function Use({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-1 font-semibold">{title}</h3>
      {children}
    </div>
  );
}
