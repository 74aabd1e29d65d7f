import type { ObserverName } from "../drift-item";
import type { DriftSettings } from "../drift-settings";
import type { Observer } from "../observer";

/** The process's environment, or what stands for it. */
export type ObserverEnvironment = Readonly<Record<string, string | undefined>>;

/** One observer before it is loaded. */
export interface ObserverEntry {
  /** Whether settings, flags among them, say enough for it to run unasked. */
  configured(settings: DriftSettings): boolean;
  create(settings: DriftSettings, environment: ObserverEnvironment): Observer;
}

export type ObserverTable = Readonly<Partial<Record<ObserverName, ObserverEntry>>>;

/** Every observer; its modules are loaded only where it runs. */
export const OBSERVERS: ObserverTable = {};
