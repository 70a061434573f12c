import fastifyStatic from '@fastify/static';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpServer } from './http-server.ts';

/** What programs call: never answered with a page. */
const programPath = /^\/(api|ingest|hooks|ping|v1|v2)(\/|$)/;

/** A file has an ending; what the router of the page knows has none. */
const fileName = /^\/(?:assets\/)?[\w-]+(?:\.[\w-]+)+$/;

/**
 * Serves the built web UI. Assets carry a hash in their names and are kept for ever; every other
 * path that a browser navigates to gets the one page, whose router decides. Files are looked up as
 * they are asked for, so that a new build is served whole.
 */
export const mountWebFiles = async (server: HttpServer, folder: string): Promise<void> => {
  const isBuilt = await access(join(folder, 'index.html')).then(
    () => true,
    () => false,
  );
  if (!isBuilt) return;
  await server.register(fastifyStatic, {
    root: folder,
    serve: false,
    // Files beside the originals, made by the build.
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/');
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    // Pages are no part of the API's description.
    schema: { hide: true },
    handler: (request, reply) => {
      const path = request.url.split('?', 1)[0] ?? '';
      if (programPath.test(path)) return reply.callNotFound();
      if (fileName.test(path)) return reply.sendFile(path.slice(1));
      const isNavigation = request.headers.accept?.includes('text/html') ?? false;
      return isNavigation ? reply.sendFile('index.html') : reply.callNotFound();
    },
  });
};
