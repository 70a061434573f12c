import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';

export type WireRecord = Readonly<Record<string, unknown>>;

export interface SeenRequest {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly records: readonly WireRecord[];
}

/** What the server does with a request instead of accepting it. */
export type Behaviour =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | { readonly reject: (record: WireRecord) => boolean }
  | { readonly warn: string }
  | 'accept'
  | 'hang'
  | 'reset'
  | 'reset midway';

const uuid = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const kinds: ReadonlySet<unknown> = new Set([
  'activity',
  'organization',
  'user',
  'membership',
  'api_request',
  'subscription',
  'deploy',
  'log',
  'ai_job',
  'pipeline_run',
  'stage_execution',
  'score',
]);
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const mediaType = 'application/x-ndjson';

/** Plays the console's batch endpoint on loopback and notes every breach of the contract. */
export class IngestServer {
  readonly key = 'tfk_0123456789abcdef';
  url = '';
  takesZstd = false;
  readonly requests: SeenRequest[] = [];
  /** By id, as a table with a primary key would hold them. */
  readonly stored = new Map<string, WireRecord>();
  readonly violations: string[] = [];
  /** Used up one a request; afterwards `standing` holds. */
  readonly behaviours: Behaviour[] = [];
  standing: Behaviour = 'accept';
  /** What `GET /ingest/v1/budgets` answers. */
  budgets: Extract<Behaviour, { status: number } | 'hang' | 'reset'> = { status: 404 };
  readonly budgetRequests: IncomingMessage['headers'][] = [];
  readonly #answers = new Map<string, { readonly body: Buffer; readonly answer: string }>();
  readonly #server = createServer((request, response) => this.#receive(request, response));

  static async start(): Promise<IngestServer> {
    const server = new IngestServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    server.url = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}`;
    return server;
  }

  get records(): readonly WireRecord[] {
    return [...this.stored.values()];
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      try {
        this.#answer(request, Buffer.concat(chunks), response);
      } catch (error) {
        this.violations.push(String(error));
        response.writeHead(400).end();
      }
    });
  }

  #answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { headers } = request;
    if (request.method === 'GET') return this.#answerBudgets(request, response);
    this.#expect(request.method === 'POST' && request.url === '/ingest/v1/batch', 'route');
    this.#expect(headers.authorization === `Bearer ${this.key}`, 'authorization');
    this.#expect(headers['content-type'] === mediaType, 'content type');
    const encoding = String(headers['content-encoding']);
    this.#expect(
      encoding === 'gzip' || (this.takesZstd && encoding === 'zstd'),
      'content encoding',
    );
    this.#expect(Number(headers['content-length']) === body.length, 'content length');
    const key = String(headers['idempotency-key']);
    this.#expect(uuid.test(key), `idempotency key ${key}`);

    const records = this.#readRecords(
      encoding === 'zstd' ? zstdDecompressSync(body) : gunzipSync(body),
    );
    this.requests.push({ headers, body, records });
    const behaviour = this.behaviours.shift() ?? this.standing;
    if (this.takesZstd) response.setHeader('accept-encoding', 'gzip, zstd');
    if (behaviour === 'hang') return;
    if (behaviour === 'reset') {
      request.socket.resetAndDestroy();
    } else if (behaviour === 'reset midway') {
      response.writeHead(200, { 'content-length': 100 }).write('{"accep');
      setImmediate(() => request.socket.resetAndDestroy());
    } else if (typeof behaviour === 'object' && 'status' in behaviour) {
      response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body);
    } else {
      response.end(this.#take(key, body, records, behaviour));
    }
  }

  #answerBudgets(request: IncomingMessage, response: ServerResponse): void {
    const { headers, url, socket } = request;
    this.#expect(url === '/ingest/v1/budgets', 'route');
    this.#expect(headers.authorization === `Bearer ${this.key}`, 'authorization');
    this.budgetRequests.push(headers);
    const { budgets } = this;
    if (budgets === 'reset') socket.resetAndDestroy();
    else if (budgets !== 'hang')
      response.writeHead(budgets.status, budgets.headers).end(budgets.body);
  }

  #take(
    key: string,
    body: Buffer,
    records: readonly WireRecord[],
    behaviour: Exclude<Behaviour, { status: number }>,
  ): string {
    const known = this.#answers.get(key);
    if (known !== undefined) {
      this.#expect(known.body.equals(body), 'same key, other body');
      return known.answer;
    }
    const reject = typeof behaviour === 'object' && 'reject' in behaviour && behaviour.reject;
    const rejected: object[] = [];
    for (const [index, record] of records.entries()) {
      if (reject !== false && reject(record)) {
        rejected.push({ index, code: 'invalid_record', message: 'not as it should be' });
      } else {
        const { kind, id = `${key} ${index}` } = record;
        this.stored.set(`${String(kind)} ${String(id)}`, record);
      }
    }
    const warnings = typeof behaviour === 'object' && 'warn' in behaviour ? [behaviour.warn] : [];
    const accepted = records.length - rejected.length;
    const answer = JSON.stringify({ accepted, rejected, warnings });
    this.#answers.set(key, { body, answer });
    return answer;
  }

  #readRecords(ndjson: Buffer): WireRecord[] {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(ndjson);
    this.#expect(text.endsWith('\n'), 'last line ended');
    const records = text
      .slice(0, -1)
      .split('\n')
      .map((line) => JSON.parse(line) as WireRecord);
    this.#expect(records.length <= 10_000 && text.length <= 5 * 1024 * 1024, 'limits');
    for (const record of records) {
      this.#expect(kinds.has(record['kind']), 'kind');
      if (record['kind'] === 'api_request') this.#checkRequest(record);
      if (record['kind'] === 'activity') this.#checkActivity(record);
      if (record['kind'] === 'log') this.#checkLog(record);
    }
    return records;
  }

  #checkRequest(record: WireRecord): void {
    const { endpoint, method, statusCode, responseTimeMs, count = 1, createdAt } = record;
    this.#expect(typeof endpoint === 'string' && endpoint.length <= 300, 'endpoint');
    this.#expect(/^[A-Z][A-Z-]{0,19}$/.test(String(method)), 'method');
    this.#expect(Number(statusCode) >= 100 && Number(statusCode) <= 599, 'statusCode');
    this.#expect(Number(responseTimeMs) >= 0, 'responseTimeMs');
    this.#expect(Number.isInteger(count) && Number(count) >= 1, 'count');
    this.#expect(timestamp.test(String(createdAt)), 'createdAt');
  }

  #checkLog(record: WireRecord): void {
    const { id, level, message, source, stack = '', createdAt } = record;
    this.#expect(uuid.test(String(id)), `id ${String(id)}`);
    this.#expect(timestamp.test(String(createdAt)), 'createdAt');
    this.#expect(['error', 'warning', 'info'].includes(String(level)), 'level');
    this.#expect(typeof message === 'string' && message.length <= 10_000, 'message');
    this.#expect(typeof source === 'string' && source.length <= 300, 'source');
    this.#expect(typeof stack === 'string' && stack.length <= 32_768, 'stack');
  }

  #checkActivity(record: WireRecord): void {
    this.#expect(uuid.test(String(record['id'])), `id ${String(record['id'])}`);
    this.#expect(timestamp.test(String(record['createdAt'])), 'createdAt');
    this.#expect(typeof record['action'] === 'string', 'action');
    const { metadata } = record as { metadata?: unknown };
    this.#expect(
      metadata === undefined ||
        (typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)),
      'metadata is an object',
    );
  }

  #expect(condition: boolean, what: string): void {
    if (!condition) this.violations.push(what);
  }
}
