import { acceptInvite, createInvite } from '@taffrail/contract';
import type { Role, RouteAnswer, RouteCall, RouteDefinition } from '@taffrail/contract';
import { randomUUID } from 'node:crypto';
import type { ConsoleAccess } from './product.ts';
import { type Credentials, openSession } from './console/sessions.ts';

type Parts<R extends RouteDefinition> = {
  [K in keyof RouteCall<R> as RouteCall<R>[K] extends undefined ? never : K]: RouteCall<R>[K];
};

export interface Caller {
  readonly call: <R extends RouteDefinition>(route: R, parts: Parts<R>) => Promise<RouteAnswer<R>>;
}

interface LooseParts {
  readonly params?: Record<string, string>;
  readonly body?: unknown;
}

const send = async (url: string, route: RouteDefinition, parts: LooseParts, cookie: string) => {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => parts.params?.[name] ?? '');
  const answer = await fetch(url + path, {
    method: route.method,
    headers: { origin: url, cookie, ...(parts.body ? { 'content-type': 'application/json' } : {}) },
    ...(parts.body ? { body: JSON.stringify(parts.body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${route.method} ${path} answered ${answer.status}: ${text}`);
  return text;
};

/** Calls the API as the owner: to prepare what a page then shows. */
export const asOwner = async (console: ConsoleAccess): Promise<Caller> => {
  const cookie = console.session ?? (await openSession(console.url, console));
  return {
    call: async (route, parts) => {
      const text = await send(console.url, route, parts, cookie);
      return text === '' ? undefined : JSON.parse(text);
    },
  };
};

/** Somebody with this role, who has joined by an invitation. */
export const joinAs = async (
  console: ConsoleAccess,
  role: Role,
  name: string,
): Promise<Credentials> => {
  const owner = await asOwner(console);
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;
  const password = `e2e-${randomUUID()}`;
  const { url } = await owner.call(createInvite, { body: { email, role } });
  const token = new URL(url).hash.slice(1);
  await send(console.url, acceptInvite, { body: { token, name, password } }, '');
  return { email, password };
};
