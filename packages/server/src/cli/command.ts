import type { ProductConfig } from '@taffrail/contract';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';

export interface CommandContext {
  /** As the owner of the schema: a command line is no request. */
  readonly db: Database;
  readonly clock: Clock;
  /** What stands behind the command's name. */
  readonly args: readonly string[];
  readonly print: (text: string) => void;
  /** What `taffrail.config.ts` says of the product. */
  readonly loadProduct: () => Promise<ProductConfig>;
}

/** One command of `npm run taffrail -- <command>`. */
export interface Command {
  /** Its arguments, as `[e-mail]`. */
  readonly usage: string;
  readonly summary: string;
  /** @throws with a sentence for the command line. */
  readonly run: (context: CommandContext) => Promise<void>;
}
