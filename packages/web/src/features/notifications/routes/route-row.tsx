import type { NotificationChannel, NotificationRoute } from '@taffrail/contract';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useCan } from '../../../lib/me.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { RowConfirm } from '../../../ui/row-confirm.tsx';
import { Badge, Status } from '../../../ui/status.tsx';
import { toast } from '../../../ui/toast.ts';
import { useRemoveRoute } from '../notifications.api.ts';
import { ChangeRoute } from './edit-route.tsx';
import { channelNames, conditionWords } from './route-words.ts';

interface RouteRowProps {
  route: NotificationRoute;
  channels: readonly NotificationChannel[];
  isMoving: boolean;
  /** Undefined at the ends. */
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}

export function RouteRow(props: RouteRowProps) {
  const { route, channels } = props;
  const mayManage = useCan('channels.manage');
  const names = channelNames(route, channels);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line py-3 text-compact first:border-t-0 first:pt-0">
      <div className="min-w-0 flex-1 basis-60">
        <div className="flex flex-wrap items-center gap-x-2">
          <span className="text-muted" data-numeric>
            {route.position}.
          </span>
          <h3 className="text-body font-medium break-words">{route.name}</h3>
          {!route.isEnabled && <Badge status="idle">Off</Badge>}
        </div>
        <p className="break-words">{conditionWords(route)}</p>
        {names.length > 0 ? (
          <p className="break-words text-muted">
            to {names.join(', ')}
            {route.goesOn && ', and on to those below'}
          </p>
        ) : (
          <Status status="warning">Leads to no channel</Status>
        )}
      </div>
      {mayManage && <RouteActions {...props} />}
    </li>
  );
}

function RouteActions({ route, channels, isMoving, onUp, onDown }: RouteRowProps) {
  return (
    <span className="flex flex-wrap items-center gap-1">
      <IconButton
        label={`Move ${route.name} up`}
        disabled={isMoving || !onUp}
        focusableWhenDisabled
        onClick={onUp}
      >
        <ArrowUp size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={`Move ${route.name} down`}
        disabled={isMoving || !onDown}
        focusableWhenDisabled
        onClick={onDown}
      >
        <ArrowDown size={16} aria-hidden />
      </IconButton>
      <ChangeRoute route={route} channels={channels} />
      <RemoveRoute route={route} />
    </span>
  );
}

function RemoveRoute({ route: { id, name } }: { route: NotificationRoute }) {
  const { mutateAsync } = useRemoveRoute();
  const remove = async (): Promise<void> => {
    await mutateAsync(id);
    toast('ok', `Removed the route “${name}”`);
  };
  return (
    <RowConfirm
      verb="Remove"
      thing={`the route ${name}`}
      title={`Remove the route “${name}”?`}
      action="Remove route"
      onConfirm={remove}
    >
      <p>What it took is offered to the routes below. What none takes stays unrouted.</p>
    </RowConfirm>
  );
}
