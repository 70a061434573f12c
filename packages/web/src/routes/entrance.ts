/** Pages before anybody is signed in. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { searchOf } from '../lib/url/url-state.ts';
import { laterCode } from '../ui/later-code.ts';
import { root } from './frame.ts';

const SignInSearch = z.object({ next: z.string().startsWith('/').max(2000).optional() });

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  staticData: { title: 'Sign in' },
  validateSearch: searchOf(SignInSearch),
  component: lazyRouteComponent(
    laterCode(() => import('../features/sign-in/sign-in-page.tsx')),
    'SignInPage',
  ),
});

export const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  staticData: { title: 'Invitation' },
  component: lazyRouteComponent(
    laterCode(() => import('../features/invite/invite-page.tsx')),
    'InvitePage',
  ),
});
