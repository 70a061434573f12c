import type { ConsoleMode } from './config.ts';

/** What the first screen says; secrets are there at the first start only, and nowhere else. */
export interface Welcome {
  readonly version: string;
  readonly url: string;
  /** Set when the default port was taken. */
  readonly movedFromPort: number | undefined;
  readonly dataDir: string | undefined;
  /** Undefined with a database that runs elsewhere, which has no demo. */
  readonly mode: ConsoleMode | undefined;
  readonly timeZone: string;
  readonly ownerEmail: string;
  readonly ownerPassword: string | undefined;
  /** The variable is set and is not the owner's password: it counts at the first start only. */
  readonly isEnvironmentPasswordIgnored: boolean;
  readonly ingestKey: string | undefined;
}

const row = (label: string, value: string): string => `  ${label.padEnd(12)}${value}`;

/** Which of the two runs, and how to get the other. */
const modeRows = {
  demo: [
    row('Demo', 'Tradewind, a made-up product, is running beside it.'),
    row('', 'Clean console: npm start -- --no-demo'),
  ],
  clean: [
    row('Console', 'Clean: nothing is in it but what your product sends.'),
    row('', 'Demo with a made-up product beside it: npm start'),
  ],
} as const satisfies Record<ConsoleMode, readonly string[]>;

/** One screen, for people; nothing is printed when a program watches (LOG_LEVEL=silent). */
export const welcomeScreen = (welcome: Welcome): string => {
  const isFirst = welcome.ownerPassword !== undefined;
  return [
    '',
    `  Taffrail ${welcome.version} is ready.`,
    '',
    row('Open', welcome.url),
    ...(welcome.movedFromPort === undefined
      ? []
      : [row('', `Port ${welcome.movedFromPort} is taken; set PORT to choose another.`)]),
    row('E-mail', welcome.ownerEmail),
    row(
      'Password',
      welcome.ownerPassword ?? 'as set at the first start (npm run taffrail -- reset-password)',
    ),
    ...(welcome.isEnvironmentPasswordIgnored
      ? [row('', 'TAFFRAIL_ADMIN_PASSWORD differs from it; it counts at the first start only.')]
      : []),
    ...(welcome.ingestKey === undefined ? [] : [row('Ingest key', welcome.ingestKey)]),
    '',
    ...(welcome.mode === undefined ? [] : [...modeRows[welcome.mode], '']),
    row('Time zone', welcome.timeZone),
    ...(welcome.dataDir === undefined ? [] : [row('Data', welcome.dataDir)]),
    ...(isFirst
      ? [
          '',
          '  The password is shown this once and stored only hashed; the key is shown until the first',
          '  event has arrived. A new password: npm run taffrail -- reset-password',
        ]
      : []),
    '',
    '  Stop with Ctrl+C.',
    '',
  ].join('\n');
};
