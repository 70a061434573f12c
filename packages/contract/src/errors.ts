import { z } from 'zod';

/**
 * The closed catalogue of errors. Every code is documented in `docs/reference/errors.md`, raised
 * somewhere and covered by a test; `packages/server/test/reference/error-catalogue.test.ts`
 * proves the three.
 */
export const errorCatalogue = {
  // The request
  invalid_request: { status: 400, message: 'The request is not valid.' },
  invalid_cursor: { status: 400, message: 'The cursor does not belong to this list.' },
  not_found: { status: 404, message: 'There is nothing here.' },
  conflict: { status: 409, message: 'The change conflicts with what is stored.' },
  payload_too_large: { status: 413, message: 'The body is larger than allowed.' },
  unsupported_media_type: { status: 415, message: 'The body is of a type not accepted here.' },
  too_many_requests: { status: 429, message: 'Too many attempts. Wait and try again.' },
  // Who asks
  unauthenticated: { status: 401, message: 'Sign in, or send a valid key.' },
  wrong_credentials: { status: 401, message: 'The e-mail or the password is wrong.' },
  forbidden: { status: 403, message: 'This needs a permission that you do not have.' },
  cross_origin: { status: 403, message: 'A page of another origin may not change anything here.' },
  invite_not_usable: {
    status: 410,
    message: 'This invitation has been used, withdrawn or is too old.',
  },
  last_owner: { status: 409, message: 'The console needs at least one active owner.' },
  // The ingest envelope
  unreadable_body: { status: 400, message: 'The body could not be read; nothing was kept.' },
  too_many_records: { status: 413, message: 'A batch holds at most 10,000 records.' },
  idempotency_conflict: {
    status: 409,
    message: 'This idempotency key was used with another body.',
  },
  // Us
  unavailable: { status: 503, message: 'Not possible right now. Send it again later.' },
  internal_error: { status: 500, message: 'Something failed on our side.' },
} as const satisfies Record<string, { status: number; message: string }>;

export const ErrorCode = z.enum(Object.keys(errorCatalogue) as (keyof typeof errorCatalogue)[]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** The body of every answer with a status of 400 or more. */
export const ErrorAnswer = z.object({
  error: z.object({
    code: ErrorCode,
    message: z.string(),
    /** What exactly is wrong: field problems, the missing permission, a limit. */
    details: z.record(z.string(), z.unknown()).optional(),
    /** Names the request in the server's log. */
    requestId: z.string(),
  }),
});
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;
