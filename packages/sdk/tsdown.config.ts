import { defineConfig } from 'tsdown';

/** ESM, CommonJS and their types into `dist`; what is published is made of it by `npm run release`. */
export default defineConfig({
  entry: 'src/index.ts',
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node18',
  fixedExtension: true,
  // oxc writes the types file by file: TypeScript 7 has no API for the default generator.
  dts: { generator: 'oxc' },
  logLevel: 'warn',
});
