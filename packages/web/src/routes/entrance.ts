/** Pages before anybody is signed in. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { SignInSearch } from '../features/sign-in/sign-in-search.ts';
import { searchOfPage } from '../lib/url/url-state.ts';
import { laterCode } from '../ui/later-code.ts';
import { root } from './frame.ts';

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  staticData: { title: 'Sign in' },
  validateSearch: searchOfPage<SignInSearch>(),
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
