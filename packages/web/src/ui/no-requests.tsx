import { CodeBlock } from './code-block.tsx';
import { Link } from './link.tsx';
import { NothingCameYet } from './nothing-came-yet.tsx';

const middleware = `app.use(taffrail.express());
await app.register(taffrail.fastify);`;

/** Where figures of requests would be. */
export function NoRequests() {
  return (
    <NothingCameYet title="No request has come yet.">
      <p className="mb-3">
        The middleware of the SDK tells of them, after the response. In Express or Fastify, before
        everything else:
      </p>
      <div className="mx-auto max-w-100 text-left text-text">
        <CodeBlock code={middleware} what="the middleware" />
      </div>
      <p className="mt-3">
        Hono, Next.js and node:http have theirs, too. The{' '}
        <Link to="/admin/first-steps">first steps</Link> show how the SDK is set up.
      </p>
    </NothingCameYet>
  );
}
