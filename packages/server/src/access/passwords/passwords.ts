import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { raise } from '../../platform/http/api-error.ts';

const derive = promisify(argon2);

/** OWASP's least for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const saltBytes = 16;
const tagBytes = 32;

/**
 * Hashing takes a core for 40 ms, on threads that ingest needs to unpack what it is sent. Two at a
 * time leave it half of them; who comes when many wait is asked to come again.
 */
const atOnce = 2;
const mayWait = 50;

let running = 0;
const waiting: (() => void)[] = [];

const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= atOnce) {
    if (waiting.length >= mayWait) raise('unavailable', { retryAfterSeconds: 5 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The one that waited takes over the place, so `running` stays.
    if (next) next();
    else running -= 1;
  }
};

interface Hash {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

const tagOf = (password: string, { memory, passes, parallelism, salt, tag }: Hash) =>
  inTurn(() =>
    derive('argon2id', {
      // The same characters typed on another keyboard may be other code points (NIST SP 800-63B).
      message: password.normalize('NFKC'),
      nonce: salt,
      memory,
      passes,
      parallelism,
      tagLength: tag.length,
    }),
  );

const encode = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** https://github.com/P-H-C/phc-string-format */
const pattern =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const parse = (phc: string): Hash => {
  const [, memory, passes, parallelism, salt = '', tag = ''] = pattern.exec(phc) ?? [];
  if (memory === undefined) throw new Error('A stored password hash is not readable.');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
};

/** Argon2id as a PHC string. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(saltBytes);
  const tag = await tagOf(password, { ...cost, salt, tag: Buffer.alloc(tagBytes) });
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(tag)}`;
};

/** Stands in for a hash that is not there; no password has it, since it is no password's tag. */
const nobody: Hash = { ...cost, salt: Buffer.alloc(saltBytes), tag: Buffer.alloc(tagBytes) };

/** Takes as long for somebody who is not there (`undefined`) as for a wrong password. */
export const verifyPassword = async (
  password: string,
  phc: string | undefined,
): Promise<boolean> => {
  const hash = phc === undefined ? nobody : parse(phc);
  const tag = await tagOf(password, hash);
  return timingSafeEqual(tag, hash.tag) && hash !== nobody;
};
