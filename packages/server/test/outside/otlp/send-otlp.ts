import { gzipSync } from 'node:zlib';
import type { Credential } from '../../credentials.ts';
import type { TestServer } from '../../server.ts';

export interface OtlpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly bytes: Buffer;
  /** Where the answer is JSON. */
  readonly json: unknown;
}

export interface OtlpRequest {
  readonly path?: '/v1/traces' | '/v1/logs';
  /** An object is sent as JSON. */
  readonly body: object | Buffer | string;
  readonly contentType?: string;
  readonly gzip?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As an exporter sends, to the application in this process. */
export const sendOtlp = async (
  server: Pick<TestServer, 'inject'>,
  key: Pick<Credential, 'headers'> | undefined,
  { path = '/v1/traces', body, gzip = false, ...request }: OtlpRequest,
): Promise<OtlpAnswer> => {
  const isRaw = Buffer.isBuffer(body) || typeof body === 'string';
  const bytes = isRaw ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  const contentType =
    request.contentType ?? (Buffer.isBuffer(body) ? 'application/x-protobuf' : 'application/json');
  const answer = await server.inject(`POST ${path}`, {
    body: gzip ? gzipSync(bytes) : bytes,
    ...(key && { as: key }),
    headers: {
      'content-type': contentType,
      ...(gzip && { 'content-encoding': 'gzip' }),
      ...request.headers,
    },
  });
  const { status, headers, bytes: answered, body: json } = answer;
  return { status, headers, bytes: answered, json };
};
