import { addressOf } from "../read-address";
import { collect, unknownPath } from "../references";
import { PREFIX_LIST } from "../types";
import type { Adapter } from "./adapter";

/** Managed prefix lists, with entries inline or as resources of their own. */
export const awsManagedPrefixList: Adapter = {
  types: [PREFIX_LIST, "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"],
  observe(resource, references, into) {
    const isList = resource.type === PREFIX_LIST;
    const lists = isList
      ? { keys: [resource.urn], unknown: [] }
      : references.follow(resource, "prefixListId", [PREFIX_LIST]);
    const found = collect(resource.inputs, isList ? "entries[].cidr" : "cidr");
    for (const { path, value } of found) {
      into.prefixListEntries.push({ resource, lists, prefix: addressOf(resource, path, value) });
    }
    // An entry without a CIDR is none that AWS would take: somebody has yet to say which.
    if (!isList && found.length === 0) {
      into.prefixListEntries.push({ resource, lists, prefix: { unknown: [unknownPath(resource, "cidr")] } });
    }
  },
};
