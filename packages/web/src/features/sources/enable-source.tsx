import type { Source } from '@taffrail/contract';
import { plural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.ts';
import { useEnableSource } from './sources.api.ts';

const doneWords = ({ name, disabledAt, held }: Source): string => {
  if (disabledAt !== null) return `Disabled “${name}”: what it sends is held.`;
  if (held === 0) return `Enabled “${name}”.`;
  return `Enabled “${name}”: ${plural(held, 'delivery', 'deliveries')} that came meanwhile will be read.`;
};

/** Nothing is lost by either, so it asks nothing and can be undone. */
export function EnableSource({ source }: { source: Source }) {
  const { name, disabledAt } = source;
  const { mutate, isPending } = useEnableSource();
  const set = ({ id, version }: Source, isEnabled: boolean): void =>
    mutate(
      { id, version, isEnabled },
      {
        onSuccess: (changed) =>
          toast('ok', doneWords(changed), {
            action: { label: 'Undo', run: () => set(changed, !isEnabled) },
          }),
        onError: ({ message }) => toast('error', message),
      },
    );
  const isDisabled = disabledAt !== null;
  return (
    <Button
      look="quiet"
      size="row"
      aria-label={`${isDisabled ? 'Enable' : 'Disable'} ${name}`}
      pending={isPending}
      onClick={() => set(source, isDisabled)}
    >
      {isDisabled ? 'Enable' : 'Disable'}
    </Button>
  );
}
