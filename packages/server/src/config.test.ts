import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const secret = 'x'.repeat(32);
const external = { DATABASE_URL: 'postgres://owner:pw@db:5432/taffrail', TAFFRAIL_SECRET: secret };

function read(env: Record<string, string> = {}, argv: string[] = [], zone = 'Europe/Berlin') {
  const result = readConfig(env, argv, zone);
  if (!result.ok) throw new Error(result.message);
  return result.config;
}

function refusal(env: Record<string, string>, argv: string[] = []): string {
  const result = readConfig(env, argv, 'UTC');
  if (result.ok) throw new Error('was accepted');
  return result.message;
}

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(read()).toMatchObject({
      database: undefined,
      productDatabaseUrl: undefined,
      productConfig: undefined,
      host: '127.0.0.1',
      port: { number: 4600, explicit: false },
      publicUrl: undefined,
      trustProxy: false,
      dataDir: { explicit: false },
      role: 'all',
      secret: undefined,
      owner: { email: undefined, password: undefined },
      timeZone: 'Europe/Berlin',
      logLevel: 'warn',
      mode: undefined,
    });
  });

  it('takes an empty variable as unset', () => {
    const env = { PORT: '', DATABASE_URL: '', TAFFRAIL_SECRET: '', TAFFRAIL_TIME_ZONE: '' };
    expect(read(env)).toEqual(read());
  });

  it('takes every variable', () => {
    const config = read(
      {
        ...external,
        DATABASE_APP_URL: 'postgres://app@db/taffrail',
        DATABASE_INGEST_URL: 'postgresql://ingest@db/taffrail',
        DATABASE_MEMBER_URL: 'postgres://member@db/taffrail',
        PRODUCT_DATABASE_URL: 'postgres://reader:pw@db:5432/product',
        SMTP_URL: 'smtps://ops:pw@mail.example.com',
        SMTP_FROM: 'ops@example.com',
        TAFFRAIL_CONFIG: '/etc/taffrail.config.ts',
        HOST: '0.0.0.0',
        PORT: '8080',
        TAFFRAIL_PUBLIC_URL: 'https://ops.example.com/',
        TAFFRAIL_TRUST_PROXY: '2',
        TAFFRAIL_DATA_DIR: '/var/lib/a place',
        TAFFRAIL_ROLE: 'worker',
        TAFFRAIL_ADMIN_EMAIL: 'owner@example.com',
        TAFFRAIL_ADMIN_PASSWORD: 'correct horse',
        TAFFRAIL_INGEST_KEY: 'tf_ingest_0123456789',
        TAFFRAIL_API_KEY: 'tf_api_0123456789',
        TAFFRAIL_TIME_ZONE: 'america/new_york',
        LOG_LEVEL: 'debug',
      },
      ['--no-demo'],
    );
    expect(config).toEqual({
      database: {
        ownerUrl: external.DATABASE_URL,
        appUrl: 'postgres://app@db/taffrail',
        ingestUrl: 'postgresql://ingest@db/taffrail',
        memberUrl: 'postgres://member@db/taffrail',
      },
      productDatabaseUrl: 'postgres://reader:pw@db:5432/product',
      productConfig: new URL('file:///etc/taffrail.config.ts'),
      mail: { url: 'smtps://ops:pw@mail.example.com', from: 'ops@example.com' },
      host: '0.0.0.0',
      port: { number: 8080, explicit: true },
      publicUrl: 'https://ops.example.com',
      trustProxy: 2,
      dataDir: { path: '/var/lib/a place', explicit: true },
      role: 'worker',
      secret,
      owner: { email: 'owner@example.com', password: 'correct horse' },
      ingestKey: 'tf_ingest_0123456789',
      apiKey: 'tf_api_0123456789',
      timeZone: 'America/New_York',
      logLevel: 'debug',
      mode: 'clean',
    });
  });

  it('names every variable and flag that is wrong in one message, once each', () => {
    const wrong = {
      DATABASE_URL: 'mysql://db',
      DATABASE_APP_URL: 'nonsense',
      DATABASE_INGEST_URL: 'http://db',
      DATABASE_MEMBER_URL: 'db',
      PRODUCT_DATABASE_URL: 'product',
      HOST: 'two words',
      PORT: '70000',
      TAFFRAIL_PUBLIC_URL: 'https://example.com/console',
      TAFFRAIL_TRUST_PROXY: '10.0.0.0/33',
      TAFFRAIL_ROLE: 'both',
      TAFFRAIL_SECRET: 'too short',
      TAFFRAIL_ADMIN_EMAIL: 'owner',
      TAFFRAIL_ADMIN_PASSWORD: '1234567',
      TAFFRAIL_INGEST_KEY: 'with / slash',
      TAFFRAIL_API_KEY: 'short',
      TAFFRAIL_TIME_ZONE: 'Berlin',
      LOG_LEVEL: 'loud',
    };
    const lines = refusal(wrong, ['--no-dmeo']).split('\n');
    expect(lines[0]).toBe('18 settings are wrong:');
    const named = lines.slice(1).map((line) => line.trim().split(' ')[0]);
    expect(named).toEqual([...Object.keys(wrong), '--no-dmeo']);
  });

  it('does not repeat a value, which may be a secret', () => {
    expect(refusal({ TAFFRAIL_API_KEY: 's3cret', TAFFRAIL_SECRET: 's3cret' })).not.toContain('s3');
  });

  it('says that one setting is wrong when it is one', () => {
    expect(refusal({ PORT: '80a' })).toBe(
      'One setting is wrong:\n  PORT must be a whole number from 0 to 65535',
    );
  });
});

describe('keys', () => {
  const warningsFor = (env: Record<string, string>) => {
    const result = readConfig(env, [], 'UTC');
    return result.ok ? result.warnings : result.message;
  };

  it('that could be guessed are taken with a warning, which does not repeat them', () => {
    const warnings = warningsFor({
      TAFFRAIL_INGEST_KEY: 'ingest-1',
      TAFFRAIL_API_KEY: 'api-key-2',
    });
    expect(warnings).toEqual([
      expect.stringContaining('TAFFRAIL_INGEST_KEY could be guessed'),
      expect.stringContaining('TAFFRAIL_API_KEY could be guessed'),
    ]);
    expect(String(warnings)).not.toMatch(/ingest-1|api-key-2/);
  });

  it('that are long, or not there, are not warned of', () => {
    expect(warningsFor({ TAFFRAIL_API_KEY: 'x'.repeat(22) })).toEqual([]);
  });
});

describe('settings that depend on each other', () => {
  it('requires the secret with an external database', () => {
    expect(refusal({ DATABASE_URL: external.DATABASE_URL })).toMatch(
      /TAFFRAIL_SECRET is required with DATABASE_URL/,
    );
  });

  it.each(['web', 'worker'])('refuses the role %s without an external database', (role) => {
    expect(refusal({ TAFFRAIL_ROLE: role })).toMatch(/needs DATABASE_URL/);
    expect(read({ ...external, TAFFRAIL_ROLE: role }).role).toBe(role);
  });

  it.each(['DATABASE_APP_URL', 'DATABASE_INGEST_URL', 'DATABASE_MEMBER_URL'])(
    'refuses %s without the address of the owner',
    (name) => {
      expect(refusal({ [name]: 'postgres://a@b/c' })).toContain(`${name} needs DATABASE_URL`);
    },
  );

  it('takes the secret without an external database too', () => {
    expect(read({ TAFFRAIL_SECRET: secret }).secret).toBe(secret);
  });
});

describe('TAFFRAIL_TRUST_PROXY', () => {
  it.each([
    ['false', false],
    ['0', false],
    ['true', 1],
    ['3', 3],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
  ])('reads %s', (text, trustProxy) => {
    expect(read({ TAFFRAIL_TRUST_PROXY: text }).trustProxy).toEqual(trustProxy);
  });

  it.each(['yes', '-1', '10.0.0.1/8/8', '10.0.0.0/8,', 'example.com', '::1/129'])(
    'refuses %s',
    (text) => {
      expect(refusal({ TAFFRAIL_TRUST_PROXY: text })).toContain('TAFFRAIL_TRUST_PROXY');
    },
  );
});

describe('TAFFRAIL_PUBLIC_URL', () => {
  it.each(['ops.example.com', 'ftp://a', 'https://a/?b', 'https://u:p@a', 'https://a/#b'])(
    'refuses %s',
    (text) => {
      expect(refusal({ TAFFRAIL_PUBLIC_URL: text })).toContain('TAFFRAIL_PUBLIC_URL');
    },
  );
});

describe('TAFFRAIL_TIME_ZONE', () => {
  it('falls back to UTC when the machine has none that is known', () => {
    expect(read({}, [], 'Etc/Unknown').timeZone).toBe('UTC');
  });

  it('refuses an offset, which Postgres would read with the other sign', () => {
    expect(refusal({ TAFFRAIL_TIME_ZONE: '+02:00' })).toContain('TAFFRAIL_TIME_ZONE');
  });
});

describe('PORT', () => {
  it.each(['-1', '65536', '4600.5', '0x10', ' 80', '1e3'])('refuses %j', (text) => {
    expect(refusal({ PORT: text })).toContain('PORT');
  });

  it('takes 0 for any free port', () => {
    expect(read({ PORT: '0' }).port).toEqual({ number: 0, explicit: true });
  });
});

describe('--demo and --no-demo', () => {
  it.each([
    [[], undefined, /\/\.taffrail-demo$/],
    [['--demo'], 'demo', /\/\.taffrail-demo$/],
    [['--no-demo'], 'clean', /\/\.taffrail$/],
  ])('%j: %s, each in a folder of its own', (argv, mode, path) => {
    const config = read({}, argv);
    expect(config.mode).toBe(mode);
    expect(config.dataDir).toEqual({ path: expect.stringMatching(path), explicit: false });
  });

  it('leave a folder that was asked for as it is', () => {
    const env = { TAFFRAIL_DATA_DIR: '/var/lib/tf' };
    for (const argv of [[], ['--demo'], ['--no-demo']])
      expect(read(env, argv).dataDir).toEqual({ path: '/var/lib/tf', explicit: true });
  });

  it('take no value', () => {
    expect(refusal({}, ['--demo=no'])).toContain('--demo takes no value');
  });

  it('make no demo of a database that runs elsewhere', () => {
    expect(refusal(external, ['--demo'])).toContain('--demo needs a database of its own');
    expect(read(external, ['--no-demo']).mode).toBe('clean');
    expect(read(external).mode).toBeUndefined();
  });
});

describe('TAFFRAIL_DATA_DIR', () => {
  it('is taken from the root of the checkout when it is relative', () => {
    const { dataDir } = read({ TAFFRAIL_DATA_DIR: 'data here' });
    expect(dataDir.path).toBe(read().dataDir.path.replace('.taffrail-demo', 'data here'));
  });
});
