import { Bookmark, Pencil, Trash2, Users } from 'lucide-react';
import { useState } from 'react';
import { cx } from '../lib/class-names.ts';
import { parseSearch } from '../lib/url/url-state.ts';
import { useShortcut } from '../lib/use-shortcut.ts';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { later } from './later.tsx';
import { Link } from './link.tsx';
import { Popover } from './popover.tsx';
import { tabClass } from './looks.ts';
import type { NewView, View } from './view.ts';

const SaveViewDialog = later(async () => (await import('./view-dialogs.tsx')).SaveViewDialog);
const RenameViewDialog = later(async () => (await import('./view-dialogs.tsx')).RenameViewDialog);

export interface SavedViewsProps {
  /** Built-in ones first. */
  views: readonly View[];
  /** So many are tabs, the rest stand in a menu. */
  tabs?: number;
  /** The view that the address names; what else it says may have changed since. */
  viewId: string | undefined;
  /** The page's parameters now, without `?`. */
  search: string;
  onSave: (view: NewView) => Promise<unknown>;
  /** With another name, or shared or not from now on; what it keeps stays. */
  onRename: (view: View) => Promise<unknown>;
  onDelete: (view: View) => void;
}

/** A page's views as tabs; the one in view says when it has been changed. */
export function SavedViews(props: SavedViewsProps) {
  const { views, tabs = 4, viewId, search, onSave, onRename, onDelete } = props;
  const [asked, setAsked] = useState<'save' | 'rename'>();
  useShortcut('s', 'Save this view', () => setAsked('save'));
  const current =
    views.find((view) => view.id === viewId) ??
    views.find((view) => view.search === search) ??
    // Whatever is asked for, it is the page without parameters, changed.
    views.find((view) => view.search === '');
  const modified = current !== undefined && current.search !== search;
  const close = (): void => setAsked(undefined);
  const rest = views.slice(tabs);
  const restCurrent = current && rest.includes(current) ? current : undefined;
  return (
    <nav aria-label="Views" className="flex items-end border-b border-line" data-print="hide">
      {/* Room for the focus ring and the line below, which scrolling would cut off. */}
      <div className="-mb-px flex min-w-0 items-center overflow-x-auto px-0.5 pt-0.5 pb-px">
        {views.slice(0, tabs).map((view) => (
          <ViewLink
            key={view.id}
            view={view}
            state={view === current ? (modified ? 'modified' : 'current') : 'other'}
            className={tabClass}
          />
        ))}
        {rest.length > 0 && (
          <Popover
            title="More views"
            trigger={
              <button
                type="button"
                className={tabClass}
                aria-current={restCurrent ? 'true' : undefined}
              >
                {restCurrent ? restCurrent.name : `${rest.length} more`}
                {restCurrent && modified && <Modified />}
              </button>
            }
          >
            <ul>
              {rest.map((view) => (
                <li key={view.id}>
                  <ViewLink
                    view={view}
                    state={view === current ? 'current' : 'other'}
                    className="flex min-h-8 items-center gap-1.5 coarse:min-h-11"
                  />
                </li>
              ))}
            </ul>
          </Popover>
        )}
      </div>
      <div className="ml-auto flex shrink-0 items-center pb-0.5">
        {current?.mine && (
          <>
            <IconButton
              label={`Rename or share the view ${current.name}`}
              onClick={() => setAsked('rename')}
            >
              <Pencil size={14} aria-hidden />
            </IconButton>
            <IconButton label={`Delete the view ${current.name}`} onClick={() => onDelete(current)}>
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </>
        )}
        {(!current || modified) && (
          <Button
            look="quiet"
            icon={<Bookmark size={14} aria-hidden />}
            onClick={() => setAsked('save')}
          >
            <span className="max-sm:sr-only">Save view</span>
          </Button>
        )}
      </div>
      {asked === 'save' && (
        <SaveViewDialog
          onClose={close}
          suggested={modified && current.mine ? current : undefined}
          own={views.filter((view) => view.mine)}
          onSave={onSave}
        />
      )}
      {asked === 'rename' && current && (
        <RenameViewDialog onClose={close} view={current} onRename={onRename} />
      )}
    </nav>
  );
}

interface ViewLinkProps {
  view: View;
  state: 'current' | 'modified' | 'other';
  className: string;
}

function ViewLink({ view, state, className }: ViewLinkProps) {
  // The page as it is without parameters needs none to be named.
  const named = view.search === '' ? {} : { view: view.id };
  return (
    <Link
      to="."
      search={{ ...parseSearch(view.search), ...named } as never}
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={state === 'other' ? undefined : 'page'}
      className={cx(className, 'hover:no-underline')}
    >
      {view.name}
      {view.shared && (
        <>
          <Users size={12} aria-hidden className="text-muted" />
          <span className="sr-only">, shared</span>
        </>
      )}
      {state === 'modified' && <Modified />}
    </Link>
  );
}

function Modified() {
  return <span className="text-caption font-normal text-muted">modified</span>;
}
