import type { Integrity } from '@taffrail/contract';
import { formatCount } from '../../../lib/format.ts';

type Run = NonNullable<Integrity['run']>;

/** "41 of 41 declared, 3 configured": how much of what there is to check was checked. */
export const toCoverage = ({
  declared,
  configured,
}: Pick<Run, 'declared' | 'configured'>): { text: string; isWhole: boolean } => {
  const isWhole = declared.checked === declared.total && configured.checked === configured.total;
  const ofConfigured =
    configured.checked === configured.total
      ? formatCount(configured.total)
      : `${formatCount(configured.checked)} of ${formatCount(configured.total)}`;
  return {
    text: `${formatCount(declared.checked)} of ${formatCount(declared.total)} declared, ${ofConfigured} configured`,
    isWhole,
  };
};
