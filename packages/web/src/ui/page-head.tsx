import { useEffect, type ReactNode } from 'react';

export interface PageHeadProps {
  title: string;
  /** One line: the question that the page answers. */
  purpose: string;
  /** For the browser's tab, where it says more: "Incidents · 3 open". */
  documentTitle?: string;
  /** Saved views, as tabs. */
  views?: ReactNode;
  /** The page's actions; at most one primary button. */
  actions?: ReactNode;
}

/** The top of each page. The shell moves the focus to its heading when the page changes. */
export function PageHead({ title, purpose, documentTitle, views, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${documentTitle ?? title} — Taffrail`;
  }, [documentTitle, title]);
  return (
    <header className="mb-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 tabIndex={-1} className="text-page">
            {title}
          </h1>
          <p className="text-muted">{purpose}</p>
        </div>
        {actions && (
          <div className="flex flex-wrap items-center gap-2" data-print="hide">
            {actions}
          </div>
        )}
      </div>
      {views && <div className="mt-3">{views}</div>}
    </header>
  );
}
