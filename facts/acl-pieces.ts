import { AddressSet } from "../lease/address-set";
import type { EgressRule, Ports } from "./observations";

/** What an allow entry of a network ACL lets through once the deny entries asked before it have had their say. */
export interface Piece {
  readonly rule: EgressRule;
  readonly protocol: string;
  readonly ports: Ports | undefined;
  readonly destinations: AddressSet;
}

/**
 * The allow entries of one ACL less the deny entries with lower numbers. An entry whose number, protocol or ports nobody
 * knows takes nothing away when it denies and is asked first when it allows: what may be open counts as open.
 */
export function allowedPieces(entries: readonly EgressRule[]): Piece[] {
  const sorted = entries
    .filter((entry) => entry.allow || isCertain(entry))
    .sort((a, b) => (a.order ?? -1) - (b.order ?? -1));
  const denies: EgressRule[] = [];
  const pieces: Piece[] = [];
  for (const entry of sorted) {
    if (!entry.allow) {
      denies.push(entry);
      continue;
    }
    let open = split(entry, denies);
    for (const deny of denies) open = open.flatMap((piece) => subtract(piece, deny));
    pieces.push(...open);
  }
  return pieces;
}

function isCertain(deny: EgressRule): boolean {
  return deny.order !== undefined && deny.protocol.unknown.length === 0 && deny.ports.unknown.length === 0;
}

/** An entry for every protocol, taken apart where something denies one of them. */
function split(rule: EgressRule, denies: readonly EgressRule[]): Piece[] {
  const destinations = AddressSet.of(rule.prefixes);
  const protocol = rule.protocol.value ?? "all";
  const isApart = protocol === "all" && denies.some((deny) => deny.protocol.value !== "all");
  const protocols = isApart ? ["tcp", "udp"] : [protocol];
  return protocols.map((name) => ({ rule, protocol: name, ports: rule.ports.value, destinations }));
}

function subtract(piece: Piece, deny: EgressRule): Piece[] {
  const denied = deny.protocol.value;
  if (denied !== "all" && denied !== piece.protocol) return [piece];
  const rest = piece.destinations.difference(AddressSet.of(deny.prefixes));
  const { ports } = piece;
  const closed = deny.ports.value;
  if (ports === undefined || closed === undefined) {
    return keep([{ ...piece, destinations: denied === "all" || ports === closed ? rest : piece.destinations }]);
  }
  if (closed.to < ports.from || closed.from > ports.to) return [piece];
  const inner = { from: Math.max(ports.from, closed.from), to: Math.min(ports.to, closed.to) };
  const parts: Piece[] = [{ ...piece, ports: inner, destinations: rest }];
  if (ports.from < inner.from) parts.push({ ...piece, ports: { from: ports.from, to: inner.from - 1 } });
  if (inner.to < ports.to) parts.push({ ...piece, ports: { from: inner.to + 1, to: ports.to } });
  return keep(parts);
}

/** An entry without a known destination stays: its CIDR may be anything. */
function keep(pieces: readonly Piece[]): Piece[] {
  return pieces.filter((piece) => !piece.destinations.isEmpty() || piece.rule.unknownDestinations.length > 0);
}
