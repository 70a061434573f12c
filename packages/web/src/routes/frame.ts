import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import type { Permission } from '@taffrail/contract';
import { ApiError } from '../lib/api.ts';
import { meQuery } from '../lib/me.ts';
import { rememberTheme } from '../lib/theme.ts';
import { FailedConsole } from '../shell/plain-pages.tsx';
import { Root } from '../shell/root.tsx';
import { Shell } from '../shell/shell.tsx';

/** What every page is in. */
export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
});

/** Everything that needs somebody signed in. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  errorComponent: FailedConsole,
  loader: async ({ context, location }) => {
    try {
      const me = await context.queryClient.ensureQueryData(meQuery);
      rememberTheme(me.preferences.theme);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'unauthenticated') throw error;
      throw redirect({ to: '/sign-in', search: { next: location.href } });
    }
  },
});

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The page's name in the breadcrumb. */
    title?: string;
    group?: string;
    /** Without it the shell shows what is missing instead of the page. */
    permission?: Permission;
  }
}
