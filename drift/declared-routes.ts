import { Routes } from "../facts/routes";
import type { Declared } from "./declared";

const MADE = new WeakMap<Declared, Routes>();

/** The announcements and ROA requests of what is declared, read once for all observers. */
export function declaredRoutes(declared: Declared): Routes {
  const made = MADE.get(declared);
  if (made !== undefined) return made;
  const routes = new Routes(declared.context);
  MADE.set(declared, routes);
  return routes;
}
