import type {
  IncidentAction,
  IncidentStanding,
  RouteCall,
  resolveIncident,
} from '@taffrail/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../../lib/announce.ts';
import { ApiError } from '../../../lib/api.ts';
import { toast } from '../../../ui/toast.ts';
import { actionWords, numberOf } from '../incident-words.ts';
import { doAct, incidentsKey } from '../incidents.api.ts';

export interface Subject {
  readonly id: string;
  readonly number: number;
  /** That is looked at: whoever was first meanwhile is not overwritten. */
  readonly version: number;
}

export type ToldOfAct = Omit<RouteCall<typeof resolveIncident>['body'], 'version'>;

export interface Acting {
  readonly isPending: boolean;
  /** What was refused is said, and answers false. */
  readonly act: (action: IncidentAction, of: Subject, told?: ToldOfAct) => Promise<boolean>;
  /** The same of anything else that is done to an incident. */
  readonly run: (work: () => Promise<unknown>, said: string) => Promise<boolean>;
}

const say = (of: { readonly number: number }, action: IncidentAction): void =>
  announce(`${numberOf(of)} is ${actionWords[action].done}`, 'assertive');

const sayFailure = (error: unknown): void => {
  const said = error instanceof ApiError ? error.message : 'That did not work. Try again.';
  toast(error instanceof ApiError && error.code === 'conflict' ? 'warning' : 'error', said);
};

/** Does something to an incident, says so at once, and shows what is so afterwards. */
export const useActing = (): Acting => {
  const client = useQueryClient();
  const [pending, setPending] = useState(0);

  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    setPending((count) => count + 1);
    try {
      return await work();
    } catch (error) {
      sayFailure(error);
      return undefined;
    } finally {
      setPending((count) => count - 1);
      void client.invalidateQueries({ queryKey: incidentsKey });
      void client.invalidateQueries({ queryKey: ['alert-chain'] });
    }
  };

  const takeBack = async ({ id, number, version }: IncidentStanding): Promise<void> => {
    const back = await attempt(() => doAct('unacknowledge', { id, version }));
    if (back) say({ number }, 'unacknowledge');
  };

  const act: Acting['act'] = async (action, of, told) => {
    const standing = await attempt(() => doAct(action, of, told));
    if (!standing) return false;
    say(of, action);
    const undo = { action: { label: 'Undo', run: () => void takeBack(standing) } };
    const text = `${numberOf(of)} is ${actionWords[action].done}`;
    toast('ok', text, action === 'acknowledge' ? undo : {});
    return true;
  };

  const run: Acting['run'] = async (work, said) => {
    const done = await attempt(() => work().then(() => true));
    if (done) toast('ok', said);
    return done ?? false;
  };

  return { isPending: pending > 0, act, run };
};
