import { allocate } from "../lease/allocation";
import type { Lease } from "../lease/lease";
import { parsePrefix } from "../lease/prefix";
import { PrefixIndex } from "../lease/prefix-index";
import { areBothHeld, overlapMessage } from "./add-leases";

/** Something that is wrong with a register. */
export interface RegisterProblem {
  /** `error`: the register or its history is broken; `warning`: somebody should look at it. */
  readonly severity: "error" | "warning";
  /** Id of the lease it is about; null where it is about the whole. */
  readonly lease: string | null;
  /** Names the thing and the way out. */
  readonly message: string;
}

/** What is wrong with the leases of a register as such, whatever any stack declares. Pure. @param today UTC day */
export function leaseProblems(leases: readonly Lease[], today: string): RegisterProblem[] {
  return [...overlapping(leases), ...leases.flatMap(misplaced), ...leases.flatMap((lease) => pastTerm(lease, today))];
}

function overlapping(leases: readonly Lease[]): RegisterProblem[] {
  const held = leases.filter(({ status }) => status !== "released");
  const index = new PrefixIndex(held.map((lease, at) => [parsePrefix(lease.prefix), { lease, at }] as const));
  return held.flatMap((lease, at) =>
    index
      .covering(parsePrefix(lease.prefix))
      // Of two with one prefix each covers the other.
      .filter(([, other]) => other.at !== at && (other.lease.prefix !== lease.prefix || other.at < at))
      .filter(([, other]) => areBothHeld(lease, other.lease))
      .map(([, other]) => problem("error", lease, overlapMessage(lease, other.lease))),
  );
}

/** Segments and addresses that no allocation can keep. */
function misplaced(lease: Lease): RegisterProblem[] {
  const { segments = [] } = lease;
  const requests = segments.map(({ name }) => ({ segment: name }));
  const { problems } = allocate({ block: parsePrefix(lease.prefix), requests, recorded: segments });
  return problems
    .filter(({ argument }) => argument.startsWith("recorded."))
    .map(({ segment, argument, message }) =>
      problem(
        "error",
        lease,
        `lease ${lease.id}, segment ${segment}, ${argument.replace("recorded.", "")}: ${message}`,
      ),
    );
}

function pastTerm(lease: Lease, today: string): RegisterProblem[] {
  const { id, status, term } = lease;
  if (status === "released" || term.end >= today) return [];
  const message = `lease ${id} ended on ${term.end} and is ${status}: leasehold register release ${id}, or record its new term`;
  return [problem("warning", lease, message)];
}

function problem(severity: RegisterProblem["severity"], { id }: Lease, message: string): RegisterProblem {
  return { severity, lease: id, message };
}
