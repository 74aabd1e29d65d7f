import type { FactContext } from "./context";
import { SetMap } from "./key-map";
import type { Host } from "./observations";
import type { Key } from "./references";

/** Instances and interfaces, an instance and its interfaces being one machine. */
export class Hosts {
  readonly #root = new Map<Key, Key>();
  readonly #members = new SetMap<Key, Key>();
  readonly #hosts = new Map<Key, Host>();
  readonly #forwarding = new Set<Key>();

  constructor(context: FactContext) {
    for (const host of context.observations.hosts) this.#hosts.set(host.resource.urn, host);
    for (const { instances, interfaces } of context.observations.hostLinks) {
      for (const instance of instances.keys) for (const one of interfaces.keys) this.#join(instance, one);
    }
    for (const key of this.#root.keys()) this.#members.add(this.machine(key), key);
    for (const host of this.#hosts.values()) {
      if (host.forwards) this.#forwarding.add(this.machine(host.resource.urn));
    }
  }

  host(key: Key): Host | undefined {
    return this.#hosts.get(key);
  }

  /** One key for all of a machine's parts. */
  machine(key: Key): Key {
    let at = key;
    for (let next = this.#root.get(at); next !== undefined && next !== at; next = this.#root.get(at)) at = next;
    return at;
  }

  /** Keys of the machine's instance and interfaces. */
  parts(key: Key): Iterable<Key> {
    const machine = this.machine(key);
    return this.#members.has(machine) ? this.#members.get(machine) : [machine];
  }

  /** Its source/destination check is off, in whole or on one interface. */
  forwards(key: Key): boolean {
    return this.#forwarding.has(this.machine(key));
  }

  #join(a: Key, b: Key): void {
    const [one, other] = [this.machine(a), this.machine(b)];
    this.#root.set(one, one);
    this.#root.set(other, one);
  }
}
