import { buildWebIfStale } from './build.ts';

// `npm start`: a current build costs nothing, and the server need not know how the web is built.
await buildWebIfStale();
await import('../packages/server/src/main.ts');
