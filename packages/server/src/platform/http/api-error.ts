import { errorCatalogue, type ErrorCode } from '@taffrail/contract';

/** A known failure on its way to the caller; everything else becomes `internal_error`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: Record<string, unknown> | undefined;
  /** Seconds, for `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: RaiseOptions) {
    const { status, message } = errorCatalogue[code];
    super(options.message ?? message, { cause: options.cause });
    this.code = code;
    this.status = status;
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export interface RaiseOptions {
  /** In place of the catalogue's sentence, where more can be said. */
  readonly message?: string;
  readonly details?: Record<string, unknown>;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** The one way to fail with a code of the catalogue. */
export const raise = (code: ErrorCode, options: RaiseOptions = {}): never => {
  throw new ApiError(code, options);
};
