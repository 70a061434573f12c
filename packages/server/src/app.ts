import { installGuard } from './access/guard.ts';
import { createKeyRing } from './access/keys/key-ring.ts';
import type { HttpServer } from './platform/http/http-server.ts';
import { createHttpServer } from './platform/http/http-server.ts';
import type { AppContext, Slice } from './slice.ts';

/** Every feature of the server, in the order in which they were built. */
export const slices: readonly Slice[] = [];

export interface AppOptions {
  readonly context: Omit<AppContext, 'keys'>;
  readonly trustProxy: false | number | string[];
  readonly version: string;
}

/** The whole application, ready to listen or to be injected into; it never listens itself. */
export const buildApp = async ({ context, ...options }: AppOptions): Promise<HttpServer> => {
  const server = await createHttpServer({
    log: context.log,
    clock: context.clock,
    https: context.publicUrl.startsWith('https:'),
    ...options,
  });
  const keys = createKeyRing(context);
  const app: AppContext = { ...context, keys };
  server.addHook('onClose', () => keys.settled());
  installGuard(server, app);
  server.get('/api/openapi.json', { config: { access: 'public' } }, async () => server.swagger());
  for (const slice of slices) slice.routes?.(server, app);
  await server.ready();
  return server;
};
