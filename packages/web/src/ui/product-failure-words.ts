import type { ProductFailure } from '@taffrail/contract';

/** Why the product's database did not answer a question; completes "Unknown: …". */
export const productFailureWords = {
  unreachable: 'nobody answers at the address of the database',
  refused: 'the database does not let the console in',
  unavailable: 'the database takes no connections now',
  timed_out: 'the query timed out',
  failed: 'the query ended with an error',
  missing: 'a table or column is not there',
  not_allowed: 'the console may not read it',
  unsupported: 'keys of this kind cannot be checked',
} as const satisfies Record<ProductFailure, string>;

/** "The query timed out", to stand by itself. */
export const productFailureSentence = (failure: ProductFailure): string => {
  const words = productFailureWords[failure];
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};
