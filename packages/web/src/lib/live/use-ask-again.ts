import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** The server gives a costly answer again for a while: what is asked for then has to be once more. */
const askAgainMs = 5_000;

type Asked = Pick<UseQueryResult<{ asOf: string }>, 'data' | 'dataUpdatedAt' | 'refetch'>;

/** Asks once more, later, when the answer was one that had been given already. */
export const useAskAgain = ({ data, dataUpdatedAt, refetch }: Asked): void => {
  const last = useRef<{ asOf: string | undefined; at: number }>(undefined);
  const asOf = data?.asOf;
  useEffect(() => {
    const before = last.current;
    last.current = { asOf, at: dataUpdatedAt };
    const isGivenAgain = asOf !== undefined && asOf === before?.asOf && dataUpdatedAt !== before.at;
    if (!isGivenAgain) return undefined;
    const timer = setTimeout(() => void refetch(), askAgainMs);
    return () => clearTimeout(timer);
  }, [asOf, dataUpdatedAt, refetch]);
};
