import { fastify } from 'fastify';
import { addRoutes } from '../src/app.ts';
import type { Tradewind } from '../src/tradewind.ts';

/** Every route that the application has, with its parameters as `:names`. */
export const listRoutes = (): string[] => {
  const routes: string[] = [];
  const server = fastify();
  server.addHook('onRoute', ({ method, url }) => {
    routes.push(...[method].flat().map((name) => `${name} ${url}`));
  });
  addRoutes(server, {} as Tradewind);
  return routes.filter((route) => !route.startsWith('HEAD '));
};
