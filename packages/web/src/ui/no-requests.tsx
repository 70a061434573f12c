import { useCan } from '../lib/me.ts';
import { CodeBlock } from './code-block.tsx';
import { EmptyState } from './empty-state.tsx';
import { Link } from './link.tsx';

const middleware = `app.use(taffrail.express());
await app.register(taffrail.fastify);`;

/** Where figures of requests would be. */
export function NoRequests() {
  const mayHandleKeys = useCan('keys.manage');
  return (
    <EmptyState kind="never" title="No request has come yet.">
      {mayHandleKeys ? (
        <>
          <p className="mb-3">
            The middleware of the SDK tells of them, after the response. In Express or Fastify,
            before everything else:
          </p>
          <div className="mx-auto max-w-100 text-left text-text">
            <CodeBlock code={middleware} what="the middleware" />
          </div>
          <p className="mt-3">
            Hono, Next.js and node:http have theirs, too. The{' '}
            <Link to="/admin/first-steps">first steps</Link> show how the SDK is set up.
          </p>
        </>
      ) : (
        'Whoever manages the keys can add the middleware of the SDK to the product.'
      )}
    </EmptyState>
  );
}
