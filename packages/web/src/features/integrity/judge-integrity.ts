import type { Integrity, IntegrityCheck, IntegritySeverity } from '@taffrail/contract';
import { formatCount, plural } from '../../lib/format.ts';
import type { Finding } from '../../ui/finding.ts';
import { productFailureWords } from '../../ui/product-failure-words.ts';
import { isLate } from './is-late.ts';

const panel = 'integrity';

/** One by its name; of several their number. */
const judge = (
  checks: readonly IntegrityCheck[],
  severity: Extract<IntegritySeverity, Finding['tone']>,
  several: string,
): Finding[] => {
  const found = checks.filter(({ latest }) => latest.severity === severity);
  const [first] = found;
  if (!first) return [];
  if (found.length > 1)
    return [{ tone: severity, text: `${formatCount(found.length)} ${several}`, panel }];
  const { count, failure } = first.latest;
  const why = failure === null ? 'unknown' : productFailureWords[failure];
  return [
    {
      tone: severity,
      text: `${first.title}: ${count === null ? why : plural(count, 'row')}`,
      panel,
    },
  ];
};

/** What the verdict should know of the checks; nothing where they hold, or there are none. */
export const judgeIntegrity = (integrity: Integrity | undefined): Finding[] => {
  if (!integrity) return [{ tone: 'unknown', text: 'integrity could not be read', panel }];
  const { state, checks } = integrity;
  if (state === 'not_configured') return [];
  if (state === 'no_data') return [{ tone: 'unknown', text: 'integrity not checked yet', panel }];
  const late: Finding[] = isLate(integrity)
    ? [{ tone: 'unknown', text: 'integrity not checked lately', panel }]
    : [];
  // For all of them the same reason, which the verdict on the database has already.
  if (state === 'failing')
    return [{ tone: 'unknown', text: 'integrity could not be checked', panel }];
  return [
    ...late,
    ...judge(checks, 'error', 'integrity checks in error'),
    ...judge(checks, 'warning', 'integrity checks with a warning'),
    ...judge(checks, 'unknown', 'integrity checks unknown'),
  ];
};
