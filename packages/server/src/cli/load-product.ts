import type { ProductConfig } from '@taffrail/contract';
import type { Config } from '../config.ts';
import { readDataMode } from '../demo/data-mode.ts';
import { demoProductConfig } from '../demo/demo.ts';
import { findDataFolder } from '../platform/postgres/data-folder.ts';
import { loadProductConfig } from '../product-config.ts';

/** What the console of this configuration knows of the product: in a demo, of the sample product. */
export const loadProductOf = async (config: Config): Promise<ProductConfig> => {
  const folder = config.database ? undefined : await findDataFolder(config.dataDir);
  const mode = folder === undefined ? undefined : await readDataMode(folder);
  return loadProductConfig(mode === 'demo' ? demoProductConfig : config.productConfig);
};
