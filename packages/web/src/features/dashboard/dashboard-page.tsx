import type { ReactNode } from 'react';
import { PageHead } from '../../ui/page-head.tsx';

/** `firstSteps` stands where the figures will be, until the first event has come. */
export function DashboardPage({ firstSteps }: { firstSteps: ReactNode }) {
  return (
    <>
      <PageHead title="Home" purpose="What is going on, and what needs you." />
      {firstSteps}
    </>
  );
}
