import type { ComponentProps, ReactNode } from 'react';
import { sentenceFor } from '../features/activity/log/sentence.ts';
import { DashboardPage } from '../features/dashboard/dashboard-page.tsx';
import { DashboardSearch } from '../features/dashboard/dashboard-search.ts';
import { useCan, useMe } from '../lib/me.ts';
import { searchOfEvent } from '../lib/url/event-links.ts';
import { withSearch } from '../lib/url/with-search.tsx';
import { Button } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { PanelFrame } from '../ui/panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** Its code comes only for an empty console. */
const FirstEventGate = later(
  async () => (await import('../features/first-steps/first-event-gate.tsx')).FirstEventGate,
);

/** Its code and what it shows are asked for at the same time. */
const AttentionPanel = later(
  async () => (await import('../features/attention/attention-panel.tsx')).AttentionPanel,
);
void AttentionPanel.preload();

function Attention(props: ComponentProps<typeof AttentionPanel>) {
  return <AttentionPanel {...props} waiting={<AttentionSkeleton />} />;
}

function AttentionSkeleton() {
  return (
    <PanelFrame title="Needs attention" className="mb-6" busy>
      <Skeleton className="h-6 w-64 max-w-full" />
    </PanelFrame>
  );
}

/** In the place of panels whose code does not come: the rest of the page is here. */
function PanelsAway() {
  return (
    <PanelFrame title="Incidents, checks and pipelines" className="mb-6">
      <p className="flex flex-wrap items-center gap-3">
        They could not be loaded.
        <Button onClick={() => globalThis.location.reload()}>Load the page again</Button>
      </p>
    </PanelFrame>
  );
}

/** Below the fold, and so behind the first page. */
const IncidentPanels = later(
  async () => (await import('../features/incident-panels/incident-panels.tsx')).IncidentPanels,
  PanelsAway,
);

const words = { sentenceFor, searchOfEvent } as const;

/** The dashboard, with the checklist in the place of figures that are not there yet. */
function HomeContent() {
  const mayHandleKeys = useCan('keys.manage');
  const { isDemo } = useMe();
  const gate = mayHandleKeys && !isDemo ? FirstEventGate : OpenGate;
  return (
    <DashboardPage words={words} gate={gate} attention={Attention} panels={<IncidentPanels />} />
  );
}

/** Who handles no keys cannot send the first event; in a demo, it comes by itself. */
function OpenGate({ children }: { children: ReactNode }) {
  return children;
}

export const Home = withSearch(DashboardSearch, HomeContent);
