import { signIn } from '@taffrail/contract';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signs in as a program does. Answers the cookie as requests carry it, `name=token`. */
export const openSession = async (
  url: string,
  { email, password }: Credentials,
): Promise<string> => {
  const answer = await fetch(url + signIn.path, {
    method: signIn.method,
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const text = await answer.text();
  const [cookie] = answer.headers.get('set-cookie')?.split(';') ?? [];
  if (!answer.ok || cookie === undefined)
    throw new Error(`Signing in answered ${answer.status}: ${text}`);
  return cookie;
};

const split = (cookie: string): { name: string; value: string } => {
  const at = cookie.indexOf('=');
  return { name: cookie.slice(0, at), value: cookie.slice(at + 1) };
};

/** The same session where the folder's copy is served: cookies are named after the port. */
export const sessionAtPort = (port: number, cookie: string): string =>
  `taffrail_session_${port}=${split(cookie).value}`;

/** As a browser keeps it. */
export const toBrowserCookie = (url: string, cookie: string) =>
  ({ ...split(cookie), url, httpOnly: true, sameSite: 'Lax' }) as const;
