import { ProductConfig } from '@taffrail/contract';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ofTheCheckout = new URL('../../../taffrail.config.ts', import.meta.url);

/**
 * Reads `taffrail.config.ts`, of the checkout unless another is named; without one there the product
 * has nothing of its own.
 *
 * @throws with a sentence that names what is wrong.
 */
export const loadProductConfig = async (named?: URL): Promise<ProductConfig> => {
  const file = named ?? ofTheCheckout;
  if (!existsSync(file)) {
    if (!named) return {};
    throw new Error(`The configuration ${fileURLToPath(named)} is not there.`);
  }
  const { default: given }: { default?: unknown } = await import(file.href);
  const parsed = ProductConfig.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(`taffrail.config.ts is wrong:\n${z.prettifyError(parsed.error)}`);
};
