import { createServer } from 'node:http';

/** Takes whatever is sent and answers as each subject's server would. */
const server = createServer((request, answer) => {
  request.resume().once('end', () => {
    const isBatch = request.url?.startsWith('/ingest/') ?? false;
    answer
      .writeHead(200, { 'content-type': 'application/json' })
      .end(isBatch ? '{"accepted":1,"rejected":[],"warnings":[]}' : '{"status":"Ok"}');
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string')
    process.send?.(`http://127.0.0.1:${address.port}`);
});
