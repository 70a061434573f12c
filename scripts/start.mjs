// `npm start`, in plain JavaScript, so that Node need not load its TypeScript compiler: what was
// compiled at an earlier start is kept, which saves 2 s and 25 MB. A current build of the web
// costs nothing, and the server need not know how it is built. The flags in package.json keep Node
// from holding 100 MB for objects that are gone; measured in docs/reference/performance.md.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
const { buildWebIfStale } = await import('./build.ts');
await buildWebIfStale();
await import('../packages/server/src/main.ts');
flushCompileCache();
