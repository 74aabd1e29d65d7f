import { z } from "zod";
import { ATTACK_ZONES } from "./catalogue/attack-zones";
import { MAIL_ZONES } from "./catalogue/mail-zones";
import { OTHER_ZONES } from "./catalogue/other-zones";
import { PUBLISHED_LISTS } from "./catalogue/published-lists";
import { RETIRED_ZONES } from "./catalogue/retired-zones";
import { SERVICES } from "./catalogue/services";
import { SPAMHAUS } from "./catalogue/spamhaus";
import { UCEPROTECT } from "./catalogue/uceprotect";
import { type Engine, engineSchema } from "./engine";

/**
 * Every engine that is shipped, by id. None is asked unless the settings choose it; those whose terms of use nobody read
 * say so, and those that ended cannot be chosen.
 */
export const ENGINES: readonly Engine[] = z
  .array(engineSchema)
  .parse([
    ...SPAMHAUS,
    ...UCEPROTECT,
    ...MAIL_ZONES,
    ...ATTACK_ZONES,
    ...OTHER_ZONES,
    ...PUBLISHED_LISTS,
    ...SERVICES,
    ...RETIRED_ZONES,
  ])
  .sort((a, b) => (a.id < b.id ? -1 : 1));
