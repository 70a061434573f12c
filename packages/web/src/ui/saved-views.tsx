import { Bookmark, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { cx } from '../lib/class-names.ts';
import { useShortcut } from '../lib/use-shortcut.ts';
import { Button } from './button.tsx';
import { Checkbox } from './checkbox.tsx';
import { Dialog, DialogClose } from './dialog.tsx';
import { Field, Form, TextInput } from './field.tsx';
import { IconButton } from './icon-button.tsx';
import { Link } from './link.tsx';
import { Popover } from './popover.tsx';
import { tabClass } from './tabs.tsx';
import { parseSearch } from '../lib/url-state.ts';

/** A view: a name for the URL parameters of a page. */
export interface View {
  readonly id: string;
  readonly name: string;
  /** Without `?`. */
  readonly search: string;
  /** May be deleted by this operator. */
  readonly mine?: boolean;
}

export interface SavedViewsProps {
  /** Built-in ones first. The first four are tabs, the rest stand in a menu. */
  views: readonly View[];
  /** The page's parameters now, without `?`. */
  search: string;
  onSave: (view: { name: string; shared: boolean }) => Promise<unknown>;
  onDelete: (view: View) => void;
}

export function SavedViews({ views, search, onSave, onDelete }: SavedViewsProps) {
  const [saving, setSaving] = useState(false);
  useShortcut('s', 'Save this view', () => setSaving(true));
  const current = views.find((view) => view.search === search);
  const rest = views.slice(4);
  return (
    <nav
      aria-label="Views"
      className="flex items-center overflow-x-auto border-b border-line"
      data-print="hide"
    >
      {views.slice(0, 4).map((view) => (
        <ViewLink key={view.id} view={view} className={tabClass} />
      ))}
      {rest.length > 0 && (
        <Popover
          title="More views"
          trigger={
            <button
              type="button"
              className={tabClass}
              aria-current={current && rest.includes(current) ? 'true' : undefined}
            >
              {current && rest.includes(current) ? current.name : `${rest.length} more`}
            </button>
          }
        >
          <ul>
            {rest.map((view) => (
              <li key={view.id} className="flex items-center justify-between gap-4">
                <ViewLink view={view} className="flex min-h-8 items-center" />
                {view.mine && (
                  <IconButton label={`Delete the view ${view.name}`} onClick={() => onDelete(view)}>
                    <Trash2 size={14} aria-hidden />
                  </IconButton>
                )}
              </li>
            ))}
          </ul>
        </Popover>
      )}
      {current?.mine && !rest.includes(current) && (
        <IconButton label={`Delete the view ${current.name}`} onClick={() => onDelete(current)}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      )}
      {!current && (
        <Button
          look="quiet"
          className="ml-auto"
          icon={<Bookmark size={14} aria-hidden />}
          onClick={() => setSaving(true)}
        >
          Save view
        </Button>
      )}
      <SaveDialog open={saving} onOpenChange={setSaving} onSave={onSave} />
    </nav>
  );
}

function ViewLink(props: { view: View; className: string }) {
  return (
    <Link
      to="."
      search={parseSearch(props.view.search) as never}
      activeOptions={{ exact: true, includeSearch: true }}
      className={cx(props.className, 'hover:no-underline')}
    >
      {props.view.name}
    </Link>
  );
}

interface SaveDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSave: SavedViewsProps['onSave'];
}

function SaveDialog({ open, onOpenChange, onSave }: SaveDialogProps) {
  const [pending, setPending] = useState(false);
  const [shared, setShared] = useState(false);
  const save = async (values: Record<string, unknown>): Promise<void> => {
    setPending(true);
    try {
      await onSave({ name: String(values['name']).trim(), shared });
      onOpenChange(false);
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Save view"
      description="Keeps the filters and the time range under a name."
    >
      <Form onSubmitValues={(values) => void save(values)}>
        <Field
          name="name"
          label="Name"
          validate={(value) => (String(value).trim() ? null : 'Give it a name.')}
        >
          <TextInput maxLength={60} autoComplete="off" />
        </Field>
        <Checkbox checked={shared} onChange={setShared}>
          Show it to every operator
        </Checkbox>
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button>Cancel</Button>} />
          <Button type="submit" look="primary" pending={pending}>
            Save view
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
