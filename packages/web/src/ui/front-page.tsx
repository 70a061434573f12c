import { useEffect, type ReactNode } from 'react';
import { Main } from './layers.tsx';
import { Wordmark } from './wordmark.tsx';

/** A page in front of the sign-in: one narrow column. */
export function FrontPage(props: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${props.title} — Taffrail`;
  }, [props.title]);
  return (
    <Main className="mx-auto flex min-h-dvh max-w-95 flex-col justify-center px-4 py-12 outline-none">
      <div className="mb-6 flex justify-center">
        <Wordmark />
      </div>
      <div className="rounded-dialog border border-line bg-surface p-6">
        <h1 tabIndex={-1} className="mb-4 text-page">
          {props.title}
        </h1>
        {props.children}
      </div>
    </Main>
  );
}
