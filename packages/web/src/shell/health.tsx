import { RecentAutofix } from '../features/autofix/card/recent-autofix.tsx';
import { HealthPage } from '../features/health/health-page.tsx';
import { HealthSearch } from '../features/health/health-search.ts';
import { ChecksSearch } from '../features/integrity/panel/checks-search.ts';
import { IntegrityPanel } from '../features/integrity/panel/integrity-panel.tsx';
import { useIntegrityFindings } from '../features/integrity/use-integrity-findings.ts';
import { RecentRuns } from '../features/load-tests/recent/recent-runs.tsx';
import { useLoadTestFindings } from '../features/load-tests/recent/use-load-test-findings.ts';
import { RecentLogs } from '../features/logs/recent/recent-logs.tsx';
import { RecordCountsPanel } from '../features/record-counts/record-counts-panel.tsx';
import { useRecordCountFindings } from '../features/record-counts/use-record-count-findings.ts';
import { withSearch } from '../lib/url/with-search.tsx';

/** The health page, with the newest of what has pages of its own. */
function HealthContent() {
  const findings = [useIntegrityFindings(), useLoadTestFindings(), useRecordCountFindings()];
  return (
    <HealthPage findings={findings}>
      <div id="integrity" className="mt-4 scroll-mt-(--top-bar)">
        <IntegrityPanel />
      </div>
      <div id="load-tests" className="mt-4 scroll-mt-(--top-bar)">
        <RecentRuns />
      </div>
      <div id="autofix" className="mt-4 scroll-mt-(--top-bar)">
        <RecentAutofix />
      </div>
      <div id="logs" className="mt-4 scroll-mt-(--top-bar)">
        <RecentLogs />
      </div>
      <div id="record-counts" className="mt-4 scroll-mt-(--top-bar)">
        <RecordCountsPanel />
      </div>
    </HealthPage>
  );
}

export const Health = withSearch(HealthSearch.extend(ChecksSearch.shape), HealthContent);
