import { getChanges } from '@taffrail/contract';
import { requireCaller } from '../access/caller.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { AppContext, Slice } from '../slice.ts';
import { createOpenStreams } from './open-streams.ts';

const headers = {
  'content-type': 'text/event-stream',
  // Neither kept nor packed on the way: a packer waits for more.
  'cache-control': 'no-store, no-transform',
  // nginx would collect the messages.
  'x-accel-buffering': 'no',
  // When the stream ends, so does its connection: it would hold up the stopping of the server.
  connection: 'close',
};

const routes = (server: HttpServer, app: AppContext): void => {
  const streams = createOpenStreams(app);
  server.addHook('preClose', async () => streams.close());

  mountRoute(server, getChanges, async ({ request, reply }) => {
    void reply.headers(headers);
    return request.method === 'HEAD'
      ? reply.send()
      : reply.send(streams.open(requireCaller(request)));
  });
};

/** What tells browsers and programs that something changed: topics, never rows. */
export const changes: Slice = { name: 'changes', routes };
