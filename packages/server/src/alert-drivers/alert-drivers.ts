import type { HookDriver } from '../inbox/inbox.ts';
import { toHook, type AlertDriver } from './alert-driver.ts';
import { alertmanager } from './alertmanager.ts';
import { generic } from './generic.ts';
import { github } from './github.ts';
import { sentry } from './sentry.ts';

export const alertDrivers: readonly AlertDriver[] = [alertmanager, sentry, github, generic];

/** As the inbox knows them. */
export const alertHooks: readonly HookDriver[] = alertDrivers.map(toHook);
