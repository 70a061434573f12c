import { HealthPage } from '../features/health/health-page.tsx';
import { RecentLogs } from '../features/logs/recent/recent-logs.tsx';

/** The health page, with the newest of what has pages of its own. */
export function Health() {
  return (
    <HealthPage>
      <div id="logs" className="mt-4 scroll-mt-(--top-bar)">
        <RecentLogs />
      </div>
    </HealthPage>
  );
}
