import { IngestRecord } from '@taffrail/contract';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';

/** Takes batches as the console does, and holds every record against the contract. */
export interface RecordSink {
  readonly url: string;
  readonly key: string;
  readonly records: Record<string, unknown>[];
  stop(): Promise<void>;
}

export const startRecordSink = async (): Promise<RecordSink> => {
  const records: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const unpack =
        request.headers['content-encoding'] === 'zstd' ? zstdDecompressSync : gunzipSync;
      const lines = unpack(body).toString().trimEnd().split('\n');
      const rejected = lines.flatMap((line, index) => {
        const { data, error } = IngestRecord.safeParse(JSON.parse(line));
        if (data) records.push(data);
        return error ? [{ index, code: 'invalid_record', message: error.message }] : [];
      });
      const accepted = lines.length - rejected.length;
      response.end(JSON.stringify({ accepted, rejected, warnings: [] }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    key: 'tfi_sink',
    records,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
