import { ChannelKind } from '@taffrail/contract';
import type { Driver } from './driver.ts';
import { email } from './email.ts';
import { telegram } from './telegram.ts';
import { webhook } from './webhook.ts';

/** Every kind of channel, in the order in which a form offers them. */
export const drivers: readonly Driver[] = [telegram, email, webhook];

const byKind = new Map(drivers.map((driver) => [driver.kind, driver]));

export const getDriver = (kind: string): Driver => {
  const driver = byKind.get(ChannelKind.parse(kind));
  if (!driver) throw new Error(`There is no driver for ${kind}.`);
  return driver;
};
