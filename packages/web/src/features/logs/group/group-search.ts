import { z } from 'zod';
import { OpenIdsParam } from '../../../lib/url/open-ids.ts';
import { CursorParam } from '../../../lib/url/search-params.ts';

/** The parameters of the page of a group of errors. */
export const GroupSearch = z.object({
  after: CursorParam.optional(),
  /** The occurrences that are open. */
  peek: OpenIdsParam.optional(),
});
export type GroupSearch = z.infer<typeof GroupSearch>;
