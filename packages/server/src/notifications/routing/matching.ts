import type { AlertSourceKind, LabelMatcher, Severity } from '@taffrail/contract';

/** As much of an alert as routes ask about; the severity is that of its incident. */
export interface RoutedAlert {
  readonly severity: Severity;
  readonly sourceKind: AlertSourceKind;
  readonly service: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Route {
  readonly id: string;
  readonly name: string;
  readonly severities: readonly Severity[];
  readonly sourceKinds: readonly AlertSourceKind[];
  readonly labels: readonly LabelMatcher[];
  readonly channelIds: readonly string[];
  readonly goesOn: boolean;
}

/**
 * Whether a text is what a pattern says, in which `*` stands for anything. Each part is looked for
 * behind the one before, once: no pattern makes it slow.
 */
export const fits = (pattern: string, text: string): boolean => {
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
};

const labelOf = ({ labels, service }: RoutedAlert, name: string): string => {
  if (Object.hasOwn(labels, name)) return labels[name] ?? '';
  return name === 'service' ? (service ?? '') : '';
};

/** What does not hold, of a route that does not take an alert; null of one that does. */
export const whyNot = (route: Route, alert: RoutedAlert): string | null => {
  if (route.severities.length > 0 && !route.severities.includes(alert.severity))
    return `the severity is ${alert.severity}`;
  if (route.sourceKinds.length > 0 && !route.sourceKinds.includes(alert.sourceKind))
    return `the source is ${alert.sourceKind}`;
  for (const { name, operator, value } of route.labels) {
    const given = labelOf(alert, name);
    if (fits(value, given) !== (operator === 'is'))
      return given === '' ? `there is no label ${name}` : `${name} is ${given}`;
  }
  return null;
};

export interface Asked {
  readonly route: Route;
  readonly why: string | null;
}

/** The routes that are asked, in their order, up to the first that takes the alert for itself. */
export const askRoutes = (routes: readonly Route[], alert: RoutedAlert): Asked[] => {
  const asked: Asked[] = [];
  for (const route of routes) {
    const why = whyNot(route, alert);
    asked.push({ route, why });
    if (why === null && !route.goesOn) break;
  }
  return asked;
};

/** Where alerts of one incident go: each channel once, with the route that led there first. */
export const routeAlerts = (
  routes: readonly Route[],
  alerts: readonly RoutedAlert[],
): { readonly matches: boolean; readonly channels: ReadonlyMap<string, string> } => {
  const taken = alerts.flatMap((alert) =>
    askRoutes(routes, alert).filter(({ why }) => why === null),
  );
  const channels = new Map<string, string>();
  for (const { route } of taken)
    for (const channelId of route.channelIds)
      if (!channels.has(channelId)) channels.set(channelId, route.id);
  return { matches: taken.length > 0, channels };
};
