import { useCan } from '../../lib/me.ts';
import { keyPlaceholder, middlewareSnippet } from '../../lib/snippets.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Link } from '../../ui/link.tsx';

export function NoRequests() {
  const mayHandleKeys = useCan('keys.manage');
  const target = { url: location.origin, key: keyPlaceholder };
  return (
    <EmptyState kind="never" title="No request has come yet.">
      {mayHandleKeys ? (
        <>
          <p className="mb-3">
            The middleware of the SDK tells of each request of your product, after the response.
          </p>
          <div className="text-left text-text">
            <CodeBlock code={middlewareSnippet(target)} what="the middleware" />
          </div>
          <p className="mt-3">
            There is one for Fastify, Hono, Next.js and node:http, too.{' '}
            <Link to="/admin/settings/keys">Keys</Link> are made in the settings.
          </p>
        </>
      ) : (
        'Whoever manages the keys can add the middleware of the SDK to the product.'
      )}
    </EmptyState>
  );
}
