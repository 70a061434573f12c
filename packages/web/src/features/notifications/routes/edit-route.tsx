import type { NotificationChannel, NotificationRoute } from '@taffrail/contract';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { toast } from '../../../ui/toast.ts';
import { useAddRoute, useChangeRoute } from '../notifications.api.ts';
import { RouteForm } from './route-form.tsx';

export function AddRoute({ channels }: { channels: readonly NotificationChannel[] }) {
  const [open, setOpen] = useState(false);
  const { mutate, isPending, error } = useAddRoute();
  return (
    <>
      <Button onClick={() => setOpen(true)}>Add route</Button>
      <Dialog open={open} onOpenChange={setOpen} title="Add a route">
        <RouteForm
          channels={channels}
          pending={isPending}
          error={error}
          action="Add route"
          onSubmit={(body) =>
            mutate(body, {
              onSuccess: ({ name, position }) => {
                toast('ok', `Added “${name}” at place ${position}`);
                setOpen(false);
              },
            })
          }
        />
      </Dialog>
    </>
  );
}

interface ChangeRouteProps {
  route: NotificationRoute;
  channels: readonly NotificationChannel[];
}

export function ChangeRoute({ route, channels }: ChangeRouteProps) {
  // The version that was opened: a change of somebody else's meanwhile is a conflict, not lost.
  const [opened, setOpened] = useState<NotificationRoute>();
  const { mutate, isPending, error, reset } = useChangeRoute(route.id);
  const close = (): void => {
    setOpened(undefined);
    reset();
  };
  return (
    <>
      <Button
        look="quiet"
        size="row"
        aria-label={`Change the route ${route.name}`}
        onClick={() => setOpened(route)}
      >
        Change
      </Button>
      <Dialog
        open={opened !== undefined}
        onOpenChange={(open) => (open ? setOpened(route) : close())}
        title={`Change the route “${route.name}”`}
      >
        <RouteForm
          given={opened ?? route}
          channels={channels}
          pending={isPending}
          error={error}
          action="Save route"
          onSubmit={(body) =>
            mutate(
              { ...body, version: (opened ?? route).version },
              {
                onSuccess: ({ name }) => {
                  toast('ok', `Changed “${name}”`);
                  close();
                },
              },
            )
          }
        />
      </Dialog>
    </>
  );
}
