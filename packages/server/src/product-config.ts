import { ProductConfig } from '@taffrail/contract';
import { existsSync } from 'node:fs';
import { z } from 'zod';

const file = new URL('../../../taffrail.config.ts', import.meta.url);

/**
 * Reads `taffrail.config.ts`, of the checkout unless another is named; without one the product has
 * nothing of its own.
 *
 * @throws with a sentence that names what is wrong.
 */
export const loadProductConfig = async (from: URL = file): Promise<ProductConfig> => {
  if (!existsSync(from)) return {};
  const { default: given }: { default?: unknown } = await import(from.href);
  const parsed = ProductConfig.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(`taffrail.config.ts is wrong:\n${z.prettifyError(parsed.error)}`);
};
