import type { LoadTestSample } from '@taffrail/contract';

/** Requests of one endpoint that failed with the same status, or with the same error for want of one. */
export interface SampleGroup {
  readonly key: string;
  readonly method: string | null;
  readonly endpoint: string;
  readonly statusCode: number | null;
  readonly error: string | null;
  /** How many failed alike, as far as that was told. */
  readonly occurrences: number | null;
  readonly samples: readonly LoadTestSample[];
}

const keyOf = ({ method, endpoint, statusCode, error }: LoadTestSample): string =>
  [method, endpoint, statusCode ?? error].join(' ');

/** In the order of the first of each. */
export const groupSamples = (samples: readonly LoadTestSample[]): SampleGroup[] =>
  [...Map.groupBy(samples, keyOf)].flatMap(([key, alike]) => {
    const [first] = alike;
    if (!first) return [];
    const { method, endpoint, statusCode, error } = first;
    const told = alike.flatMap(({ occurrences }) => occurrences ?? []);
    const occurrences = told.length === 0 ? null : Math.max(...told);
    return [{ key, method, endpoint, statusCode, error, occurrences, samples: alike }];
  });
