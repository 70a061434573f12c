import { z } from 'zod';
import { raise } from '../../platform/http/api-error.ts';
import { seal, unseal } from '../../platform/secrets/seal.ts';
import type { ChannelSettings, Driver } from '../drivers/driver.ts';

const purpose = 'notification channel';
const Secrets = z.record(z.string(), z.string());

export interface StoredSettings {
  readonly settings: ChannelSettings;
  readonly secrets: ChannelSettings;
}

/** What a channel stores: what may be shown, and what is sealed. */
export const toColumns = (secret: string, { settings, secrets }: StoredSettings) => ({
  settings: JSON.stringify(settings),
  sealed_secrets: seal(secret, purpose, JSON.stringify(secrets)),
  secret_names: Object.keys(secrets).sort(),
});

/** Nothing where they were sealed with another TAFFRAIL_SECRET. */
export const openSecrets = (secret: string, sealed: Buffer): ChannelSettings => {
  const opened = unseal(secret, purpose, sealed);
  return opened === undefined ? {} : Secrets.parse(JSON.parse(opened));
};

const isSecret = (driver: Driver, name: string): boolean =>
  driver.fields.some((field) => field.name === name && field.input === 'secret');

const split = (driver: Driver, given: ChannelSettings): StoredSettings => {
  // A form sends every field: one that is empty is not given.
  const filled = Object.entries(given).filter(([, value]) => value.trim() !== '');
  const part = (wanted: boolean): ChannelSettings =>
    Object.fromEntries(filled.filter(([name]) => isSecret(driver, name) === wanted));
  return { settings: part(false), secrets: part(true) };
};

/** A secret belongs to where it is sent: one that is not given anew does not go elsewhere. */
const placeOf = (settings: ChannelSettings): string =>
  JSON.stringify(['apiBase', 'host', 'port', 'url'].map((name) => settings[name] ?? null));

/**
 * What was given, with the secrets that were not given anew.
 *
 * @throws `invalid_request` with the fields that do not hold
 */
export const readSettings = (
  driver: Driver,
  given: ChannelSettings,
  stored: StoredSettings = { settings: {}, secrets: {} },
): StoredSettings => {
  const { settings, secrets } = split(driver, given);
  const kept = placeOf(settings) === placeOf(stored.settings) ? stored.secrets : {};
  const all = { ...kept, ...secrets };
  const problems = driver.check({ ...settings, ...all });
  if (problems.length > 0)
    raise('invalid_request', {
      details: {
        in: 'body',
        fields: problems.map(({ field, message }) => ({ field: `settings.${field}`, message })),
      },
    });
  return { settings, secrets: all };
};
