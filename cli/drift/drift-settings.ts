import * as path from "node:path";
import { type DriftSettings, parseDriftSettings } from "../../drift/drift-settings";
import { UsageError } from "../failure";
import type { Io } from "../io";
import type { OpenedSettings } from "../judged-by";
import { isUrl, resolveSource } from "../source";

/** Flags that stand in for settings of observers. */
export interface ObserverFlags {
  readonly vrps?: string;
  readonly vrpsMaxAge?: number;
  readonly resolver?: readonly string[];
  /** A file, or the address of a daemon. */
  readonly gobgp?: string;
  readonly store?: string;
}

/**
 * `drift:` of the settings that were opened, its paths absolute, with what the flags say in place of what it says.
 * @throws SettingsError, UsageError
 */
export function readDriftSettings(opened: OpenedSettings, flags: ObserverFlags, io: Io): DriftSettings {
  const text = opened.opened.source.read(opened.settingsFile) ?? "";
  const settings = parseDriftSettings(text, opened.settingsFile);
  const folder = path.dirname(opened.settingsFile);
  const at = (source: string): string => (isUrl(source) ? source : path.resolve(folder, source));
  const { store, rpki, bgp, reputation } = settings;
  const placed: DriftSettings = {
    ...settings,
    ignore: at(settings.ignore),
    ...(store !== undefined && { store: at(store) }),
    ...(rpki?.vrps !== undefined && { rpki: { ...rpki, vrps: at(rpki.vrps) } }),
    ...(bgp?.gobgp !== undefined && { bgp: { ...bgp, gobgp: placedGobgp(bgp.gobgp, at) } }),
    ...(reputation !== undefined && { reputation: placedReputation(reputation, at) }),
  };
  const kept = flags.store === undefined ? placed : { ...placed, store: path.resolve(io.folder, flags.store) };
  return withFlags(kept, flags, io);
}

/** Its source is a file, unless it names a daemon. */
function placedGobgp<Gobgp extends { readonly source: string }>(gobgp: Gobgp, at: (source: string) => string): Gobgp {
  const { isDaemonAddress } =
    require("../../provider/announcers/gobgp-command") as typeof import("../../provider/announcers/gobgp-command");
  return isDaemonAddress(gobgp.source) ? gobgp : { ...gobgp, source: at(gobgp.source) };
}

function placedReputation(settings: NonNullable<DriftSettings["reputation"]>, at: (source: string) => string) {
  const files = Object.fromEntries(Object.entries(settings.files).map(([engine, file]) => [engine, at(file)]));
  return { ...settings, files, ...(settings.cache !== undefined && { cache: at(settings.cache) }) };
}

function withFlags(
  settings: DriftSettings,
  { vrps, vrpsMaxAge, resolver, gobgp }: ObserverFlags,
  io: Io,
): DriftSettings {
  const { driftSettingsSchema } = require("../../drift/drift-settings") as typeof import("../../drift/drift-settings");
  const resolvers = resolver && { resolvers: resolver };
  const given = {
    ...settings,
    ...((vrps !== undefined || vrpsMaxAge !== undefined) && {
      rpki: {
        ...settings.rpki,
        ...(vrps !== undefined && { vrps: resolveSource(vrps, io) }),
        ...(vrpsMaxAge !== undefined && { maxAgeMinutes: vrpsMaxAge }),
      },
    }),
    ...(gobgp !== undefined && {
      bgp: {
        ...settings.bgp,
        gobgp: placedGobgp({ ...settings.bgp?.gobgp, source: gobgp }, (source) => resolveSource(source, io)),
      },
    }),
    ...(resolvers && { dns: { ...settings.dns, ...resolvers } }),
    // A resolver alone chooses no engine: only who is configured asks it.
    ...(resolvers && settings.reputation && { reputation: { ...settings.reputation, ...resolvers } }),
  };
  const parsed = driftSettingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${resolvers ? "--resolver" : "--vrps"}: ${issue?.message}.`);
}
