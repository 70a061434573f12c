import type pg from 'pg';

/** What of pg's connection is needed to answer CopyInResponse. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void; write(bytes: Buffer): boolean };
  query(text: string): void;
}

const frame = (type: string, bodyBytes: number): Buffer => {
  const header = Buffer.alloc(5, type, 'latin1');
  header.writeInt32BE(bodyBytes + 4, 1);
  return header;
};

/**
 * One COPY … FROM STDIN as pg runs it (`submit` and the handlers are called by pg's client). All
 * data is at hand, so it is written at once, without the copying and the flow control of a stream.
 */
class CopyIn {
  readonly #text: string;
  readonly #chunks: readonly Buffer[];
  readonly #done: (error: Error | undefined, rows: number) => void;
  #rows = 0;

  constructor(
    text: string,
    chunks: readonly Buffer[],
    done: (error: Error | undefined, rows: number) => void,
  ) {
    this.#text = text;
    this.#chunks = chunks;
    this.#done = done;
  }

  submit(connection: unknown): void {
    (connection as Wire).query(this.#text);
  }

  handleCopyInResponse({ stream }: Wire): void {
    stream.cork();
    for (const chunk of this.#chunks) {
      stream.write(frame('d', chunk.length));
      stream.write(chunk);
    }
    stream.write(frame('c', 0));
    stream.uncork();
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(text.split(' ')[1]);
  }

  handleReadyForQuery(): void {
    this.#done(undefined, this.#rows);
  }

  /** What has been written already is ignored by the server, as the protocol says. */
  handleError(error: Error): void {
    this.#done(error, 0);
  }
}

/**
 * Copies rows that are encoded already; each chunk becomes one message, so none may pass 1 GB.
 *
 * @returns the number of rows.
 */
export const copyIn = (
  client: pg.ClientBase,
  statement: string,
  chunks: readonly Buffer[],
): Promise<number> =>
  new Promise((resolve, reject) => {
    client.query(
      new CopyIn(statement, chunks, (error, rows) => (error ? reject(error) : resolve(rows))),
    );
  });
