import type { Permission } from '@taffrail/contract';
import {
  Activity,
  BellRing,
  CircleDollarSign,
  Coins,
  Gauge,
  Group,
  HeartPulse,
  House,
  Inbox,
  KeyRound,
  Layers,
  ListChecks,
  ListTodo,
  Megaphone,
  Logs,
  Plug,
  Route,
  Radar,
  Radio,
  Scale,
  ScanSearch,
  ScrollText,
  Send,
  Siren,
  Tags,
  TrendingUp,
  Users,
  Wallet,
  Workflow,
  Wrench,
  type LucideIcon,
} from 'lucide-react';

export interface NavigationItem {
  readonly title: string;
  readonly to:
    | '/admin/dashboard'
    | '/admin/operations/health'
    | '/admin/operations/overview'
    | '/admin/usage'
    | '/admin/providers'
    | '/admin/incidents'
    | '/admin/alerts'
    | '/admin/check-runs'
    | '/admin/notifications'
    | '/admin/heartbeats'
    | '/admin/analysis-runs'
    | '/admin/bulk-actions'
    | '/admin/autofix'
    | '/admin/load-tests'
    | '/admin/logs'
    | '/admin/inbox'
    | '/admin/activity'
    | '/admin/search-trends'
    | '/admin/pipeline'
    | '/admin/pipeline-runs'
    | '/admin/stage-executions'
    | '/admin/first-steps'
    | SettingsPath;
  readonly icon: LucideIcon;
  /** Without it the item is hidden; the page itself explains to whoever comes by a link. */
  readonly permission: Permission;
  /** The letter after `g`. */
  readonly key?: string;
  /** Among the few of the bottom bar on narrow screens. */
  readonly atHand?: boolean;
  /** What people call it besides; for search. */
  readonly synonyms?: string;
}

type SettingsPath =
  | '/admin/settings/keys'
  | '/admin/settings/sources'
  | '/admin/settings/alert-rules'
  | '/admin/settings/checks'
  | '/admin/settings/channels'
  | '/admin/settings/prices'
  | '/admin/settings/budgets'
  | '/admin/settings/operators'
  | '/admin/settings/audit-log';

export interface NavigationGroup {
  /** The first group needs no heading. */
  readonly title: string | null;
  readonly items: readonly NavigationItem[];
}

const groups: readonly NavigationGroup[] = [
  {
    title: null,
    items: [
      {
        title: 'Home',
        to: '/admin/dashboard',
        icon: House,
        permission: 'dashboard.read',
        key: 'g',
        atHand: true,
        synonyms: 'dashboard today overview',
      },
      {
        title: 'First steps',
        to: '/admin/first-steps',
        icon: ListChecks,
        permission: 'keys.manage',
        synonyms: 'install sdk curl get started onboarding',
      },
    ],
  },
  {
    title: 'Respond',
    items: [
      {
        title: 'Incidents',
        to: '/admin/incidents',
        icon: Siren,
        permission: 'incidents.read',
        key: 'i',
        atHand: true,
        synonyms: 'acknowledge resolve on call pager outage open mtta mttr',
      },
      {
        title: 'Alerts',
        to: '/admin/alerts',
        icon: BellRing,
        permission: 'incidents.read',
        key: 'a',
        synonyms: 'firing resolved flapping alertmanager sentry github checks fingerprint',
      },
      {
        title: 'Checks',
        to: '/admin/check-runs',
        icon: Radar,
        permission: 'incidents.read',
        key: 'c',
        synonyms: 'checkers check runs uptime monitoring http cpu memory disk certificate probes',
      },
      {
        title: 'Heartbeats',
        to: '/admin/heartbeats',
        icon: Radio,
        permission: 'incidents.read',
        synonyms: 'cron jobs healthchecks pings dead man switch backups',
      },
      {
        title: 'Health',
        to: '/admin/operations/health',
        icon: HeartPulse,
        permission: 'operations.read',
        key: 'h',
        atHand: true,
        synonyms: 'api database latency endpoints errors requests response time p95 slow',
      },
      {
        title: 'Analyses',
        to: '/admin/analysis-runs',
        icon: ScanSearch,
        permission: 'incidents.read',
        key: 'n',
        synonyms: 'analysis runs causes rules ai llm tokens cost rating',
      },
      {
        title: 'Notifications',
        to: '/admin/notifications',
        icon: Send,
        permission: 'incidents.read',
        synonyms: 'messages sent failed unrouted digest telegram e-mail webhook',
      },
      {
        title: 'Autofix',
        to: '/admin/autofix',
        icon: Wrench,
        permission: 'operations.read',
        key: 'x',
        synonyms: 'agents fixes claude sentry load test ci commits attempts',
      },
      {
        title: 'Load tests',
        to: '/admin/load-tests',
        icon: Gauge,
        permission: 'operations.read',
        key: 't',
        synonyms: 'k6 artillery autocannon locust performance p95 thresholds baseline',
      },
      {
        title: 'Logs',
        to: '/admin/logs',
        icon: Logs,
        permission: 'operations.read',
        key: 'l',
        synonyms: 'system logs errors warnings stack traces exceptions groups tail',
      },
      {
        title: 'Inbox',
        to: '/admin/inbox',
        icon: Inbox,
        permission: 'inbox.read',
        key: 'b',
        synonyms: 'webhooks deliveries poison replay hooks',
      },
      {
        title: 'Bulk actions',
        to: '/admin/bulk-actions',
        icon: ListTodo,
        permission: 'incidents.read',
        synonyms: 'many rows acknowledge resolve retry progress outcomes',
      },
    ],
  },
  {
    title: 'Pipelines',
    items: [
      {
        title: 'Pipeline health',
        to: '/admin/pipeline',
        icon: Workflow,
        permission: 'pipelines.read',
        key: 'p',
        synonyms: 'stages latency error rate accuracy score throughput',
      },
      {
        title: 'Runs',
        to: '/admin/pipeline-runs',
        icon: Route,
        permission: 'pipelines.read',
        key: 'r',
        synonyms: 'pipeline runs failed retrying stalled trace',
      },
      {
        title: 'Stage executions',
        to: '/admin/stage-executions',
        icon: Layers,
        permission: 'pipelines.read',
        synonyms: 'stages attempts ingest check analyze notify failed skipped errors',
      },
    ],
  },
  {
    title: 'Business',
    items: [
      {
        title: 'Revenue',
        to: '/admin/operations/overview',
        icon: CircleDollarSign,
        permission: 'revenue.read',
        key: 'o',
        synonyms: 'mrr overview subscribers churn arpu money stripe subscriptions retention',
      },
      {
        title: 'Cost & usage',
        to: '/admin/usage',
        icon: Coins,
        permission: 'usage.read',
        key: 'u',
        synonyms: 'ai cost usage tokens spend forecast budget margin unpriced models',
      },
      {
        title: 'AI providers',
        to: '/admin/providers',
        icon: Scale,
        permission: 'usage.read',
        key: 'v',
        synonyms: 'models compare latency tokens per second openai anthropic what if accuracy',
      },
    ],
  },
  {
    title: 'Customers',
    items: [
      {
        title: 'Activity',
        to: '/admin/activity',
        icon: Activity,
        permission: 'activity.read',
        key: 'y',
        synonyms: 'log events actions who did what',
      },
    ],
  },
  {
    title: 'Product',
    items: [
      {
        title: 'Search trends',
        to: '/admin/search-trends',
        icon: TrendingUp,
        permission: 'search_trends.read',
        key: 'k',
        synonyms: 'keywords countries industries terms zero results rising discovery',
      },
    ],
  },
  {
    title: 'Settings',
    items: [
      {
        title: 'Keys',
        to: '/admin/settings/keys',
        icon: KeyRound,
        permission: 'keys.manage',
        key: ',',
        synonyms: 'api ingest token secret',
      },
      {
        title: 'Sources',
        to: '/admin/settings/sources',
        icon: Plug,
        permission: 'sources.manage',
        synonyms: 'connect webhooks hooks stripe load tests autofix sdk product database freshness',
      },
      {
        title: 'Channels',
        to: '/admin/settings/channels',
        icon: Megaphone,
        permission: 'incidents.read',
        synonyms: 'notifications telegram e-mail webhook routes routing throttle digest',
      },
      {
        title: 'Alert rules',
        to: '/admin/settings/alert-rules',
        icon: Group,
        permission: 'incidents.act',
        synonyms: 'grouping incidents window labels reopen',
      },
      {
        title: 'Check settings',
        to: '/admin/settings/checks',
        icon: Radar,
        permission: 'checks.manage',
        synonyms: 'checks thresholds monitors http cpu memory disk postgres',
      },
      {
        title: 'Prices',
        to: '/admin/settings/prices',
        icon: Tags,
        permission: 'usage.read',
        synonyms: 'price book models tokens litellm unpriced cost again',
      },
      {
        title: 'Budgets',
        to: '/admin/settings/budgets',
        icon: Wallet,
        permission: 'usage.read',
        synonyms: 'limits soft hard guard spend ai cost',
      },
      {
        title: 'Operators',
        to: '/admin/settings/operators',
        icon: Users,
        permission: 'operators.manage',
        synonyms: 'members team roles invite permissions',
      },
      {
        title: 'Audit log',
        to: '/admin/settings/audit-log',
        icon: ScrollText,
        permission: 'audit_log.read',
        synonyms: 'history changes who security',
      },
    ],
  },
];

/** What somebody with these permissions sees; a group without items disappears. */
export const navigationFor = (permissions: readonly Permission[]): NavigationGroup[] =>
  groups
    .map((group) => ({
      title: group.title,
      items: group.items.filter((item) => permissions.includes(item.permission)),
    }))
    .filter((group) => group.items.length > 0);
