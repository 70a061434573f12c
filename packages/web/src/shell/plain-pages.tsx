import type { ErrorComponentProps } from '@tanstack/react-router';
import { useState } from 'react';
import { doesAnswer } from '../lib/api.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState, Forbidden } from '../ui/error-state.tsx';
import { Main } from '../ui/layers.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { PageHead } from '../ui/page-head.tsx';
import type { Permission } from '@taffrail/contract';

const panel = 'rounded-panel border border-line bg-surface';

export function NotFoundPage() {
  return (
    <>
      <PageHead title="Not found" purpose="No page of the console has this address." />
      <div className={panel}>
        <EmptyState kind="never" title="The address may be mistyped, or the page has moved.">
          <LinkButton to="/admin/dashboard" look="primary">
            Go to Home
          </LinkButton>
        </EmptyState>
      </div>
    </>
  );
}

/** For a deep link: the navigation does not offer what is not permitted. */
export function ForbiddenPage({ title, permission }: { title: string; permission: Permission }) {
  return (
    <>
      <PageHead title={title} purpose="This page is there, but not for your role." />
      <div className={panel}>
        <Forbidden permission={permission} />
      </div>
    </>
  );
}

/** When a page itself fails, rather than one of its panels. */
export function FailedPage({ error }: ErrorComponentProps) {
  const [retrying, setRetrying] = useState(false);
  const retry = async (): Promise<void> => {
    setRetrying(true);
    // A new version may have taken this page's code away; only a new start finds it. While the
    // console is away it would put the browser's own error in the place of this one.
    if (await doesAnswer()) location.reload();
    else setRetrying(false);
  };
  return (
    <>
      <PageHead title="This page failed" purpose="The rest of the console goes on." />
      <div className={panel}>
        <ErrorState
          error={error instanceof Error ? error : new Error(String(error))}
          what="this page"
          onRetry={() => void retry()}
          retrying={retrying}
        />
      </div>
    </>
  );
}

/** When not even the shell can load: no server, or one that fails. */
export function FailedConsole(props: ErrorComponentProps) {
  return (
    <Main className="mx-auto max-w-170 p-6">
      <FailedPage {...props} />
    </Main>
  );
}
