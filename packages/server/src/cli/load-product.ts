import type { ProductConfig } from '@taffrail/contract';
import type { Config } from '../config.ts';
import { readDataMode } from '../demo/data-mode.ts';
import { demoProductConfig } from '../demo/demo.ts';
import { pointAt, readProductPort } from '../demo/product-port.ts';
import { findDataFolder } from '../platform/postgres/data-folder.ts';
import { loadProductConfig } from '../product-config.ts';

/** What the console of this configuration knows of the product: in a demo, of the sample product. */
export const loadProductOf = async (config: Config): Promise<ProductConfig> => {
  const folder = config.database ? undefined : await findDataFolder(config.dataDir);
  const mode = folder === undefined ? undefined : await readDataMode(folder);
  if (folder === undefined || mode !== 'demo') return loadProductConfig(config.productConfig);
  const product = await loadProductConfig(demoProductConfig);
  const port = await readProductPort(folder);
  return port === undefined ? product : pointAt(product, port);
};
