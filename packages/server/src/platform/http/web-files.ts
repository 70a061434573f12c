import fastifyStatic from '@fastify/static';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpServer } from './http-server.ts';

/** What programs call: never answered with a page. */
const programPath = /^\/(api|ingest|hooks|ping|v1|v2)(\/|$)/;

/**
 * Serves the built web UI. Assets carry a hash in their names and are kept for ever; every other
 * path that a browser navigates to gets the one page, whose router decides.
 */
export const mountWebFiles = async (server: HttpServer, folder: string): Promise<void> => {
  const isBuilt = await access(join(folder, 'index.html')).then(
    () => true,
    () => false,
  );
  if (!isBuilt) return;
  await server.register(fastifyStatic, {
    root: folder,
    // Files beside the originals, made by the build.
    preCompressed: true,
    index: false,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/');
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.get('/*', (request, reply) => {
    const isNavigation = request.headers.accept?.includes('text/html') ?? false;
    if (!isNavigation || programPath.test(request.url)) return reply.callNotFound();
    return reply.sendFile('index.html');
  });
};
