import type { GroupingRules } from '@taffrail/contract';
import { isActive, type GroupedIncident, type GroupingWorld } from './grouped-incident.ts';
import type { GroupingKeys } from './grouping-keys.ts';

/** Finds incidents by what their alerts have in common, and keeps who holds that. */
export class HeldKeys {
  readonly #world: GroupingWorld;
  readonly #rules: GroupingRules;
  readonly touched = new Set<string>();

  constructor(world: GroupingWorld, rules: GroupingRules) {
    this.#world = world;
    this.#rules = rules;
  }

  holderOf(key: string | undefined): GroupedIncident | undefined {
    const held = key === undefined ? undefined : this.#world.keys.get(key);
    return held && this.#world.incidents.get(held.incidentId);
  }

  /** Labels say little of what is long apart. */
  findByLabels(key: string | undefined, at: Date): GroupedIncident | undefined {
    const incident = this.holderOf(key);
    return incident && isActive(incident) && this.#isRecent(key, at) ? incident : undefined;
  }

  /** While the incident of a key is active, another that has the key, too, does not take it over. */
  hold(incident: GroupedIncident, { source, labels }: GroupingKeys, at: Date): void {
    const ofSource = this.holderOf(source);
    if (!ofSource || ofSource === incident || !isActive(ofSource)) this.#set(source, incident, at);
    const ofLabels = this.findByLabels(labels, at);
    if (!ofLabels || ofLabels === incident) this.#set(labels, incident, at);
  }

  #isRecent(key: string | undefined, at: Date): boolean {
    const lastAt = key === undefined ? undefined : this.#world.keys.get(key)?.lastAt;
    if (!lastAt) return false;
    // To either side: what is delivered late is not far from what it belongs to.
    return Math.abs(at.getTime() - lastAt.getTime()) <= this.#rules.windowMinutes * 60_000;
  }

  #set(key: string | undefined, { id }: GroupedIncident, at: Date): void {
    if (key === undefined) return;
    const known = this.#world.keys.get(key);
    const isLater = known?.incidentId === id && known.lastAt > at;
    this.#world.keys.set(key, { incidentId: id, lastAt: isLater ? known.lastAt : at });
    this.touched.add(key);
  }
}
