import { escapeHtml } from '../messages/html.ts';
import { severityWords, toSafeLine } from '../messages/incident-message.ts';
import type { LinkedIncidentRow } from './acknowledging.store.ts';

export const stylePath = '/acknowledge/style.css';

/** In the colours of the console; readable without it, too. */
export const style = `:root {
  color-scheme: light dark;
}
body {
  color: #18181b;
  background: #fff;
  margin: 0 auto;
  max-width: 34rem;
  padding: 2rem 1.25rem;
  font: 1rem/1.5 system-ui, sans-serif;
}
h1 {
  font-size: 1.375rem;
  line-height: 1.3;
  overflow-wrap: anywhere;
}
dl {
  display: grid;
  grid-template-columns: max-content 1fr;
  gap: 0.25rem 1rem;
}
dt {
  font-weight: 600;
}
dd {
  margin: 0;
  overflow-wrap: anywhere;
}
button {
  min-height: 2.75rem;
  padding: 0.5rem 1.25rem;
  border: 0;
  border-radius: 0.375rem;
  font: inherit;
  font-weight: 600;
  color: #fff;
  background: #1d4ed8;
  cursor: pointer;
}
a {
  color: inherit;
}
@media (prefers-color-scheme: dark) {
  body {
    color: #e4e4e7;
    background: #18181b;
  }
}
button:focus-visible,
a:focus-visible {
  outline: 3px solid currentcolor;
  outline-offset: 2px;
}
`;

const document = (title: string, body: readonly string[]): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="robots" content="noindex">',
    `<title>${escapeHtml(title)} — Taffrail</title>`,
    `<link rel="stylesheet" href="${stylePath}">`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escapeHtml(title)}</h1>`,
    ...body,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

const link = (url: string, text: string): string =>
  `<p><a href="${escapeHtml(url)}">${escapeHtml(text)}</a></p>`;

export interface PageParts {
  readonly incident: LinkedIncidentRow;
  readonly publicUrl: string;
  /** Who is signed in and may act; null where the link is all that is known. */
  readonly operator: string | null;
  readonly toTime: (at: Date) => string;
}

const facts = ({ incident, toTime }: PageParts): string => {
  const rows = [
    ['Severity', severityWords[incident.severity]],
    ...(incident.service === null ? [] : [['Service', toSafeLine(incident.service, 120)]]),
    ['Since', toTime(incident.opened_at)],
  ];
  return `<dl>${rows
    .map(([name = '', value = '']) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`)
    .join('')}</dl>`;
};

/** Who that was is said to those who are signed in: a link travels further than a name should. */
const standing = ({ incident, operator, toTime }: PageParts): string[] => {
  const { state, acknowledged_at: at, acknowledged_by: by } = incident;
  if (state === 'open') {
    const as =
      operator === null
        ? `You are not signed in: the record will say that the link sent to ${incident.channel_name ?? 'a channel'} was used.`
        : `You are signed in as ${operator}: the incident will be yours.`;
    return [
      paragraph(as),
      // The address of the page itself: what it holds is all that is needed.
      '<form method="post"><button type="submit">Acknowledge</button></form>',
    ];
  }
  if (state === 'acknowledged') {
    const when = at === null ? '' : ` at ${toTime(at)}`;
    const who = operator === null || by === null ? '' : ` by ${by}`;
    return [paragraph(`It was acknowledged${when}${who}. Nobody else is called.`)];
  }
  return [paragraph(`It is ${state}: there is nothing to acknowledge.`)];
};

export const incidentPage = (parts: PageParts): string => {
  const { incident, publicUrl } = parts;
  return document(`#${incident.number} ${toSafeLine(incident.title, 200)}`, [
    facts(parts),
    ...standing(parts),
    link(`${publicUrl}/admin/incidents/${incident.id}`, 'Open the incident'),
  ]);
};

export const uselessPage = (publicUrl: string, why: 'expired' | 'unknown'): string =>
  why === 'expired'
    ? document('This link is too old', [
        paragraph('Links to acknowledge hold for seven days.'),
        link(`${publicUrl}/admin/incidents`, 'Open incidents'),
      ])
    : document('This link leads nowhere', [
        paragraph('It is not complete, or it is not one of this console.'),
        link(`${publicUrl}/admin/incidents`, 'Open incidents'),
      ]);

export const busyPage = (): string =>
  document('Too many tries', [paragraph('Wait a moment and load the page again.')]);
