import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root, runCommand } from '../run/run-command.ts';

const sdk = path.join(root, 'packages/sdk');

/** In the workspace the SDK is its source; published it is what was built from it. */
const toPublished = (manifest: Readonly<Record<string, unknown>>): object => {
  const { name, version, description, license, engines } = manifest;
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines,
    sideEffects: false,
    main: './index.cjs',
    module: './index.mjs',
    types: './index.d.cts',
    exports: {
      '.': {
        import: { types: './index.d.mts', default: './index.mjs' },
        require: { types: './index.d.cts', default: './index.cjs' },
      },
      './package.json': './package.json',
    },
  };
};

/** Builds the SDK into a folder that can be published as it stands. */
export const buildSdkPackage = async (folder: string): Promise<void> => {
  await rm(folder, { recursive: true, force: true });
  const { code, output } = await runCommand('tsdown', ['--out-dir', folder], {
    folder: 'packages/sdk',
  });
  if (code !== 0) throw new Error(`The SDK could not be built.\n${output}`);
  const manifest: unknown = JSON.parse(await readFile(path.join(sdk, 'package.json'), 'utf8'));
  const published = toPublished(manifest as Record<string, unknown>);
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
  await copyFile(path.join(sdk, 'README.md'), path.join(folder, 'README.md'));
  await copyFile(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
};
