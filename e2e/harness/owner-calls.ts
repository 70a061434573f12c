import { acceptInvite, createInvite, signIn } from '@taffrail/contract';
import type { Role, RouteAnswer, RouteCall, RouteDefinition } from '@taffrail/contract';
import { randomUUID } from 'node:crypto';
import type { Credentials } from './browser-test.ts';
import type { ConsoleAccess } from './product.ts';

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
  return { answer, text };
};

/** Calls the API as the owner, with a session of their own: to prepare what a page then shows. */
export const asOwner = async ({ url, email, password }: ConsoleAccess): Promise<Caller> => {
  const { answer } = await send(url, signIn, { body: { email, password } }, '');
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    call: async (route, parts) => {
      const { text } = await send(url, route, parts, cookie);
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
