import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const keyBytes = 32;

/** `salt:key`, both in hexadecimal. */
export const hashPassword = async (password: string, salt = randomBytes(16)): Promise<string> =>
  `${salt.toString('hex')}:${(await derive(password, salt, keyBytes)).toString('hex')}`;

export const isPasswordOf = async (hash: string, password: string): Promise<boolean> => {
  const [salt = '', key = ''] = hash.split(':');
  const derived = await derive(password, Buffer.from(salt, 'hex'), keyBytes);
  return timingSafeEqual(derived, Buffer.from(key, 'hex'));
};
