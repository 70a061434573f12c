import type { GroupingRules } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useCan } from '../../lib/me.ts';
import { Fact, Facts } from '../../ui/fact.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { rulesQuery } from './alert-rules.api.ts';
import { RulesForm } from './rules-form.tsx';
import { RulesPreview } from './rules-preview.tsx';
import { readRules, writeRules, type WrittenRules } from './written-rules.ts';

/** Which alerts are one incident. */
export function AlertRulesPage() {
  const query = useQuery(rulesQuery);
  const mayChange = useCan('incidents.act');
  const [changed, setChanged] = useState<WrittenRules>();
  const stored = query.data;
  const tried = changed && readRules(changed);
  const rules = useDeferredValue(tried ?? stored);
  return (
    <>
      <PageHead
        title="Alert rules"
        purpose="Which alerts are one incident. Changes hold for what comes from then on."
      />
      <QueryRefresh query={query} paused={changed !== undefined} />
      <div className="grid items-start gap-4 xl:grid-cols-[24rem_minmax(0,1fr)]">
        <Panel title="Grouping" what="the rules" query={query}>
          {({ updatedAt, ...held }) => (
            <>
              {mayChange ? (
                <RulesForm
                  stored={held}
                  written={changed ?? writeRules(held)}
                  onWrite={(written) =>
                    setChanged(
                      JSON.stringify(written) === JSON.stringify(writeRules(held))
                        ? undefined
                        : written,
                    )
                  }
                />
              ) : (
                <HeldRules rules={held} />
              )}
              <p className="mt-4 text-compact text-muted">
                {updatedAt === null ? (
                  'As they came with the console.'
                ) : (
                  <>
                    Changed <RelativeTime at={updatedAt} />.
                  </>
                )}
              </p>
            </>
          )}
        </Panel>
        {rules && <RulesPreview rules={toRules(rules)} />}
      </div>
    </>
  );
}

/** Without when they were changed. */
const toRules = ({ bySourceGroup, labels, windowMinutes, reopenMinutes }: GroupingRules) => ({
  bySourceGroup,
  labels,
  windowMinutes,
  reopenMinutes,
});

/** For those who may not change them. */
function HeldRules({ rules }: { rules: GroupingRules }) {
  return (
    <Facts>
      <Fact name="Groups of sources">{rules.bySourceGroup ? 'Kept together' : 'Not kept'}</Fact>
      <Fact name="Labels">{rules.labels.join(', ') || 'None'}</Fact>
      <Fact name="Window">{rules.windowMinutes} min</Fact>
      <Fact name="Reopen within">{rules.reopenMinutes} min</Fact>
    </Facts>
  );
}
