import path from 'node:path';
import { buildSdkPackage } from './build/sdk-package.ts';
import { root } from './run/run-command.ts';

/** `npm run release`: makes what can be published; publishing stays a decision of a person. */
const folder = 'packages/sdk/dist';

await buildSdkPackage(path.join(root, folder));
console.log(`Built ${folder}. See what would be published, then publish:`);
console.log(`  npm publish ./${folder} --access public --dry-run`);
console.log(`  npm publish ./${folder} --access public`);
