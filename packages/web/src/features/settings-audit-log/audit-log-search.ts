import { z } from 'zod';
import { CursorParam, RangeParam, TextParam } from '../../lib/search-params.ts';

export const AuditLogSearch = z.object({
  range: RangeParam.optional(),
  q: TextParam.optional(),
  after: CursorParam.optional(),
});
