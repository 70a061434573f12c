import { describe, expect, it } from 'vitest';
import { ApiError } from '../lib/api.ts';
import { fieldErrorsOf, problemOf } from './field-errors.ts';

const refusal = (details: Record<string, unknown>) =>
  new ApiError({ code: 'invalid_request', message: 'Not valid.', status: 400, details });

describe('fieldErrorsOf', () => {
  it('finds what the server says of single fields', () => {
    const fields = [
      { field: 'email', message: 'Invalid email address' },
      { field: 'name', message: 'Too small' },
    ];
    expect(fieldErrorsOf(refusal({ in: 'body', fields }))).toEqual({
      email: 'Invalid email address',
      name: 'Too small',
    });
  });

  it.each([[{}], [{ fields: 'email' }], [{ fields: [null, 'email', { field: 1 }] }]])(
    'finds nothing in %j',
    (details) => {
      expect(fieldErrorsOf(refusal(details))).toEqual({});
    },
  );

  it('finds nothing where nothing failed, or something else', () => {
    expect(fieldErrorsOf(null)).toEqual({});
    expect(fieldErrorsOf(new Error('x'))).toEqual({});
  });
});

describe('problemOf', () => {
  it('says when to try again', () => {
    const throttled = { code: 'too_many_requests', message: 'Slow down.', status: 429 } as const;
    expect(problemOf(new ApiError({ ...throttled, retryAfterSeconds: 20 }))).toBe(
      'Too many attempts. Try again in 20 s.',
    );
    expect(problemOf(new ApiError(throttled))).toBe('Slow down.');
  });
});
