import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';

const newline = 10;

const unpack = async (request: IncomingMessage): Promise<Buffer> => {
  const body = await buffer(request);
  if (request.headers['content-encoding'] === 'gzip') return gunzipSync(body);
  if (request.headers['content-encoding'] === 'zstd') return zstdDecompressSync(body);
  return body;
};

const countLines = (text: Buffer): number => {
  let lines = text.at(-1) === newline || text.length === 0 ? 0 : 1;
  for (let at = text.indexOf(newline); at !== -1; at = text.indexOf(newline, at + 1)) lines += 1;
  return lines;
};

/** As many as a console has at most. */
const budgets = JSON.stringify({
  asOf: '2026-11-21T10:00:00.000Z',
  budgets: Array.from({ length: 200 }, (_, index) => ({
    scope: 'organization',
    value: `organization-${index}`,
    period: 'month',
    endsAt: '2999-01-01T00:00:00.000Z',
    spentUsd: '12.50000000',
    softUsd: '100.0000',
    hardUsd: '200.0000',
    state: 'within',
    onUnknown: 'closed',
  })),
});

/** Takes whatever is sent and answers as each subject's server would. */
const server = createServer((request, answer) => {
  const isBatch = request.url?.startsWith('/ingest/') ?? false;
  const respond = (body: Buffer): void => {
    const accepted = isBatch ? countLines(body) : 0;
    answer
      .writeHead(200, { 'content-type': 'application/json', 'accept-encoding': 'gzip, zstd' })
      .end(JSON.stringify(isBatch ? { accepted, rejected: [], warnings: [] } : { status: 'Ok' }));
  };
  if (request.method === 'GET') answer.end(budgets);
  else unpack(request).then(respond, () => answer.writeHead(400).end());
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string')
    process.send?.(`http://127.0.0.1:${address.port}`);
});
