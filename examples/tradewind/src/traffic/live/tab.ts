import { createChance } from '../../chance.ts';
import { traceId } from '../ids.ts';
import type { Visit } from '../visits/step.ts';
import type { Person } from '../world/customer.ts';
import type { Clock } from '../clock.ts';
import type { Limiter } from './limiter.ts';
import type { Reply, SendRequest } from './send-request.ts';

/** What all visits of live traffic have in common. */
export interface Live {
  readonly send: SendRequest;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Of who is signed in, by person. */
  readonly tokens: Map<string, string>;
}

export interface Ask {
  /** Of whatever the route has after a colon. */
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A thing of a list that the API gave. */
export type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/** One browser tab during one visit: it knows what it has seen. */
export interface Tab {
  readonly visit: Visit;
  /** By route: what the list showed last. */
  readonly lists: Map<string, readonly Item[]>;
  /** By noun, as `leads`: which one is open. */
  readonly open: Map<string, string>;
  /** What came back when something was done last. */
  done: Reply['body'];
  /** From here on requests belong to another trace. */
  turnPage(): void;
  ask(route: string, asked?: Ask): Promise<Reply>;
  /** Asks for what is open where the route has `:id`; does nothing when nothing is. */
  load(route: string): Promise<void>;
  wait(ms: number): Promise<void>;
}

/** `leads` of `GET /api/leads/:id/interactions`. */
export const nounOf = (route: string): string => route.split('/')[2] ?? '';

const itemsOf = ({ body }: Reply): Item[] => {
  const { items } = body;
  return Array.isArray(items) ? items : [];
};

/** Signed out, or found to be; a wrong password says nothing of the session there is. */
const endsSession = (route: string, { status }: Reply): boolean =>
  route === 'DELETE /api/sessions/current' || (status === 401 && route !== 'POST /api/sessions');

export const openTab = (live: Live, visit: Visit, person: Person = visit.person): Tab => {
  const { send, limiter, clock, signal, tokens } = live;
  const chance = createChance('traces', visit.id, person.id);
  const lists = new Map<string, readonly Item[]>();
  const open = new Map<string, string>();
  let trace = traceId(chance);

  const headers = (): Record<string, string> => {
    const token = tokens.get(person.id);
    return {
      'user-agent': person.userAgent,
      'x-forwarded-for': person.ipAddress,
      'x-posthog-session-id': visit.id,
      traceparent: `00-${trace}-${traceId(chance).slice(0, 16)}-01`,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
  };

  const ask = async (route: string, { params = {}, body }: Ask = {}): Promise<Reply> => {
    await limiter.take(signal);
    const [method = '', pattern = ''] = route.split(' ');
    const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '');
    const reply = await send({ method, path, headers: headers(), body }, signal);
    const { token } = reply.body;
    if (typeof token === 'string') tokens.set(person.id, token);
    else if (endsSession(route, reply)) tokens.delete(person.id);
    return reply;
  };

  return {
    visit,
    lists,
    open,
    done: {},
    turnPage: () => {
      trace = traceId(chance);
    },
    ask,
    load: async (route) => {
      const id = open.get(nounOf(route));
      if (route.includes(':id') && id === undefined) return;
      const reply = await ask(route, id === undefined ? {} : { params: { id } });
      if (reply.status === 200) lists.set(route, itemsOf(reply));
    },
    wait: (ms) => clock.sleep(ms, signal),
  };
};
