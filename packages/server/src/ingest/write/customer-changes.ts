import type { AiJobRow } from '../ai-job/check-ai-job.ts';
import type { ApiRequestRow } from '../api-request/check-api-request.ts';
import type { LogRow } from '../log/check-log.ts';
import type { PipelineRunRow, StageExecutionRow } from '../pipeline/check-pipeline.ts';
import type { ScoreRow } from '../pipeline/check-score.ts';
import type { ActivityRow } from '../record/check-activity.ts';
import type { MembershipRow, OrganizationRow, UserRow } from '../record/check-customer.ts';
import type { SubscriptionRow } from '../record/check-subscription.ts';
import type { ProductId } from '../record/product-id.ts';
import type { SpanRow } from '../span/span-row.ts';

/** Of records that name customers without telling of them. */
type NamingRow =
  | ActivityRow
  | AiJobRow
  | ApiRequestRow
  | LogRow
  | PipelineRunRow
  | StageExecutionRow
  | ScoreRow
  | SpanRow
  | SubscriptionRow;

/** Where a stub's row is the first sign of a customer, it is dated by what named it. */
type SeenAt = Map<ProductId, number>;

const note = (seen: SeenAt, id: ProductId, at: number): void => {
  const known = seen.get(id);
  if (known === undefined || at < known) seen.set(id, at);
};

/** Customers that records told of or only named; of several records the later fields win. */
export class CustomerChanges {
  readonly #organizations = new Map<string, OrganizationRow>();
  readonly #users = new Map<string, UserRow>();
  readonly #memberships = new Map<string, MembershipRow>();
  readonly #namedOrganizations: SeenAt = new Map();
  readonly #namedUsers: SeenAt = new Map();

  addOrganization(row: OrganizationRow): void {
    const known = this.#organizations.get(row.organization.id);
    this.#organizations.set(row.organization.id, {
      ...row,
      name: row.name ?? known?.name ?? null,
      plan: row.plan ?? known?.plan ?? null,
      seats: row.seats ?? known?.seats ?? null,
      locale: row.locale ?? known?.locale ?? null,
      createdAt: Math.min(row.createdAt, known?.createdAt ?? Infinity),
    });
  }

  addUser(row: UserRow): void {
    const known = this.#users.get(row.user.id);
    this.#users.set(row.user.id, {
      ...row,
      name: row.name ?? known?.name ?? null,
      email: row.email ?? known?.email ?? null,
      locale: row.locale ?? known?.locale ?? null,
      createdAt: Math.min(row.createdAt, known?.createdAt ?? Infinity),
    });
  }

  addMembership(row: MembershipRow): void {
    const key = row.organization.id + row.user.id;
    const known = this.#memberships.get(key);
    this.#memberships.set(key, {
      ...row,
      role: row.role ?? known?.role ?? null,
      createdAt: Math.min(row.createdAt, known?.createdAt ?? Infinity),
    });
    note(this.#namedOrganizations, row.organization, row.createdAt);
    note(this.#namedUsers, row.user, row.createdAt);
  }

  /** Leaves out whose row is there already: most activity is of known customers. */
  addNamed({ organization, user, createdAt }: NamingRow, nowMs: number): void {
    if (organization && organization.hasRowUntilMs < nowMs)
      note(this.#namedOrganizations, organization, createdAt);
    if (user && user.hasRowUntilMs < nowMs) note(this.#namedUsers, user, createdAt);
  }

  merge(other: CustomerChanges): void {
    for (const row of other.#organizations.values()) this.addOrganization(row);
    for (const row of other.#users.values()) this.addUser(row);
    for (const row of other.#memberships.values()) this.addMembership(row);
    for (const [id, at] of other.#namedOrganizations) note(this.#namedOrganizations, id, at);
    for (const [id, at] of other.#namedUsers) note(this.#namedUsers, id, at);
  }

  /** Whether records told of them: most only name a customer who is known. */
  get areTold(): boolean {
    return this.#organizations.size > 0 || this.#users.size > 0 || this.#memberships.size > 0;
  }

  get organizations(): readonly OrganizationRow[] {
    return [...this.#organizations.values()];
  }

  get users(): readonly UserRow[] {
    return [...this.#users.values()];
  }

  get memberships(): readonly MembershipRow[] {
    return [...this.#memberships.values()];
  }

  get namedOrganizations(): ReadonlyMap<ProductId, number> {
    return this.#namedOrganizations;
  }

  get namedUsers(): ReadonlyMap<ProductId, number> {
    return this.#namedUsers;
  }
}
