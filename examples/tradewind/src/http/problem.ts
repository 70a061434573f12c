const statuses = {
  invalid_request: 400,
  unauthenticated: 401,
  payment_required: 402,
  plan_limit: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  internal_error: 500,
  catalogue_unavailable: 502,
  catalogue_timeout: 504,
} as const;

export type ProblemCode = keyof typeof statuses;

/** Why a request is refused, in the words that its sender is told. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;

  constructor(code: ProblemCode, message: string) {
    super(message);
    this.code = code;
    this.status = statuses[code];
  }
}

export const notFound = (what: string): Problem =>
  new Problem('not_found', `There is no such ${what}.`);
