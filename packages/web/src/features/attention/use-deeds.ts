import type { AttentionItem } from '@taffrail/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCan } from '../../lib/me.ts';
import { toast } from '../../ui/toast.ts';
import { act, takeBack, type Deed } from './attention.api.ts';

export interface Deeds {
  /** The deed that comes next for a row; undefined where there is none, or it may not be done. */
  readonly nextOf: (item: AttentionItem) => Deed | undefined;
  readonly may: (item: AttentionItem, deed: Deed) => boolean;
  readonly run: (item: AttentionItem, deed: Deed) => void;
  /** Of the row for which a deed is under way. */
  readonly pendingId: string | undefined;
}

const done = { acknowledge: 'acknowledged', resolve: 'resolved' } as const satisfies Record<
  Deed,
  string
>;

/** Acknowledging and resolving where the row stands, each with a way back. */
export const useDeeds = (): Deeds => {
  const mayAct = useCan('incidents.act');
  const client = useQueryClient();
  const lookAgain = (): Promise<unknown> =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['dashboard', 'attention'] }),
      client.invalidateQueries({ queryKey: ['dashboard', 'panels'] }),
      client.invalidateQueries({ queryKey: ['incidents'] }),
    ]);
  const undo = useMutation({
    mutationFn: ({ deed, id, version }: { deed: Deed; id: string; version: number }) =>
      takeBack(deed, id, version),
    onSuccess: ({ number }) => toast('ok', `#${number} is as it was.`),
    // Somebody has acted since: the message says who.
    onError: (error) => toast('error', error.message),
    onSettled: lookAgain,
  });
  const deed = useMutation({
    mutationFn: ({ item, deed }: { item: AttentionItem; deed: Deed }) =>
      act(deed, item.recordId, item.incident?.version ?? 1),
    onSuccess: ({ id, number, version }, { deed }) =>
      toast('ok', `#${number} ${done[deed]}.`, {
        action: { label: 'Undo', run: () => undo.mutate({ deed, id, version }) },
      }),
    onError: (error) => toast('error', error.message),
    onSettled: lookAgain,
  });
  const may = ({ incident }: AttentionItem, wanted: Deed): boolean =>
    mayAct && incident !== null && (wanted === 'acknowledge' ? incident.state === 'open' : true);
  return {
    may,
    nextOf: (item) => {
      if (may(item, 'acknowledge')) return 'acknowledge';
      return may(item, 'resolve') ? 'resolve' : undefined;
    },
    run: (item, wanted) => {
      if (!deed.isPending && may(item, wanted)) deed.mutate({ item, deed: wanted });
    },
    pendingId: deed.isPending ? deed.variables.item.recordId : undefined,
  };
};
