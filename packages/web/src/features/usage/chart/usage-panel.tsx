import { stepsOf, UsageMeasure, usualStep } from '@taffrail/contract';
import { useNavigate } from '@tanstack/react-router';
import { Choice } from '../../../ui/choice.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { jobsSearch } from '../jobs-search.ts';
import type { UsagePageState } from '../use-usage-page.ts';
import { measureTitles, stepTitles } from '../words.ts';
import { useAhead } from './use-ahead.ts';
import { UsageStack } from './usage-stack.tsx';

const measures = UsageMeasure.options.map((value) => ({ value, label: measureTitles[value] }));

/** Over time; a bar leads to its jobs. */
export function UsagePanel({ page }: { page: UsagePageState }) {
  const navigate = useNavigate();
  const ahead = useAhead(page);
  const { asked, usage, measure, compares, searchWith } = page;
  const usual = usualStep(asked.range);
  const steps = stepsOf(asked.range);
  const step = steps.find((one) => one === page.step) ?? usual;
  return (
    <Panel
      title="Over time"
      query={usage}
      what="usage over time"
      className="mb-4"
      actions={
        <>
          <Choice
            label="Measure"
            labelHidden
            value={measure}
            onChange={page.chooseMeasure}
            options={measures}
          />
          <ToolbarSelect
            label="Width of a bar"
            value={step}
            onChange={(next) => page.chooseStep(next === usual ? undefined : next)}
            options={steps.map((value) => ({ value, label: stepTitles[value] }))}
          />
        </>
      }
      skeleton={<Skeleton className="h-64 w-full" />}
      isEmpty={({ current }) => current.jobs === 0}
      empty={
        <EmptyState kind="filter" title="No AI job in this range.">
          <LinkButton to="." search={{ range: '12m' } as never}>
            Show the last 12 months of everything
          </LinkButton>
        </EmptyState>
      }
    >
      {(shown) => (
        <UsageStack
          shown={shown}
          ahead={ahead}
          compares={compares}
          searchWith={searchWith}
          onDays={(from, to) =>
            void navigate({
              to: '/admin/usage/jobs',
              search: jobsSearch({ from, to }, shown.asked.filter),
            })
          }
        />
      )}
    </Panel>
  );
}
