import packaged, { inflate } from '@sparticuz/chromium';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** The package's list of switches is not used: it turns web security off, which is under test. */
const switches = [
  '--disable-gpu',
  '--font-render-hinting=none',
  // What is not on this machine does not exist: no test depends on the network.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

const packageFolder = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
  '..',
);

/** The package unpacks to wherever TMPDIR says, and takes what lies there for whole. */
const unpackTo = async (folder: string): Promise<void> => {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    await packaged.executablePath();
    await inflate(path.join(packageFolder, 'bin/al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
};

/**
 * Unpacks the browser once for each version and user, and moves it into place when it is whole: a
 * killed run leaves nothing half.
 */
const unpackedFolder = async (): Promise<string> => {
  const manifest: { version: string } = createRequire(import.meta.url)(
    path.join(packageFolder, 'package.json'),
  );
  const name = `taffrail-chromium-${manifest.version}-${userInfo().uid}`;
  const folder = path.join(tmpdir(), name);
  if (existsSync(path.join(folder, 'chromium'))) return folder;
  const draft = await mkdtemp(`${folder}-`);
  try {
    await unpackTo(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another run may have been faster.
    if (!existsSync(path.join(folder, 'chromium'))) throw error;
  }
  return folder;
};

/** The machine's fonts, and one of the package's for a machine that has none. */
const writeFontSettings = async (folder: string): Promise<string> => {
  const file = path.join(folder, 'taffrail-fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`,
  );
  return file;
};

const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );

/** Chromium from npm, or the browser that TAFFRAIL_TEST_BROWSER names. */
export const launchBrowser = async (): Promise<Browser> => {
  const own = process.env['TAFFRAIL_TEST_BROWSER'];
  if (own !== undefined && own !== '') {
    return chromium.launch({ executablePath: own, args: switches });
  }
  const folder = await unpackedFolder();
  const executablePath = path.join(folder, 'chromium');
  const env = { ...environment(), FONTCONFIG_FILE: await writeFontSettings(folder) };
  try {
    return await chromium.launch({ executablePath, args: switches, env });
  } catch (error) {
    // A bare machine lacks NSS and its kin; the package brings them.
    if (!String(error).includes('shared libraries')) throw error;
    const libraries = { LD_LIBRARY_PATH: path.join(folder, 'al2023/lib') };
    return chromium.launch({ executablePath, args: switches, env: { ...env, ...libraries } });
  }
};
