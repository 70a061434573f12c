import { logKeptDays } from '@taffrail/contract';
import { EmptyState } from '../../ui/empty-state.tsx';

/** How a product sends what it logs. */
export function NoLogYet() {
  return (
    <EmptyState
      kind="never"
      title={`Neither the product nor Taffrail logged anything in the last ${logKeptDays} days.`}
    >
      <code>taffrail.log()</code> of the SDK sends errors, warnings and infos.
    </EmptyState>
  );
}
