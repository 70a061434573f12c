export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Reply {
  /** 0 when there was none. */
  readonly status: number;
  /** JSON, parsed. */
  readonly body: Readonly<Record<string, unknown>>;
}

export type SendRequest = (request: Outgoing, signal: AbortSignal) => Promise<Reply>;

const toObject = (text: string): Reply['body'] => {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  return typeof value === 'object' && value !== null ? { ...value } : {};
};

/** Over real HTTP, as any client of Tradewind would. */
export const createSendRequest =
  (baseUrl: string): SendRequest =>
  async ({ method, path, headers, body }, signal) => {
    try {
      const response = await fetch(`${baseUrl}${path}`, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal,
      });
      return { status: response.status, body: toObject(await response.text()) };
    } catch {
      signal.throwIfAborted();
      return { status: 0, body: {} };
    }
  };
