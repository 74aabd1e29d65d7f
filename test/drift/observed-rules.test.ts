import type { Difference } from "../../drift/compare/difference";
import { observedGraph } from "../../drift/compare/observed-graph";
import { declare } from "../../drift/declared";
import type { DriftItem } from "../../drift/drift-item";
import { judgeObserved } from "../../drift/observed-rules";
import type { Properties, Resource } from "../../graph/resource";
import type { Lease } from "../../lease/lease";
import { parsePrefix } from "../../lease/prefix";
import { defaultSettings } from "../../policies/settings";
import { graphOf, registerOf, resource } from "../policies/resource-maker";

const EIP = "aws:ec2/eip:Eip";
const WEB: Lease = {
  id: "web",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-01-01", end: "2026-12-31" },
  routing: { announcedBy: "lessee", origins: [64496] },
  segments: [{ name: "web", purpose: "web", prefixes: ["203.0.113.0/26"] }],
};
const register = registerOf(WEB);
const held = resource(
  EIP,
  "held",
  { address: "203.0.113.7", tags: { "leasehold:segment": "web" } },
  { id: "eipalloc-1" },
);

function item(id: string, changes: Partial<DriftItem> = {}): DriftItem {
  return { observer: "aws", type: EIP, id, lease: "web", segment: null, fields: {}, ...changes };
}

function difference(change: Difference["change"], of: DriftItem, changes: Partial<Difference> = {}): Difference {
  return { change, status: "violation", item: of, changes: [], ...changes };
}

function seen(id: string, inputs: Properties, changes: Partial<Resource> = {}): Resource {
  return resource(EIP, id, inputs, { urn: `urn:leasehold:observed::aws::${EIP}::${id}`, id, ...changes });
}

describe("the observed graph", () => {
  const graph = graphOf(held);
  const urns = (...differences: Difference[]) => observedGraph(graph, differences)?.resources.map(({ urn }) => urn);

  test("is not made where nothing that is a resource drifted", () => {
    expect(observedGraph(graph, [])).toBeUndefined();
    expect(observedGraph(graph, [difference("changed", item("x", { observer: "dns", type: "ptr" }))])).toBeUndefined();
  });

  test("has what nobody declares beside the declared", () => {
    expect(urns(difference("unmanaged", item("203.0.113.200", { observed: seen("eipalloc-9", {}) })))).toEqual([
      held.urn,
      `urn:leasehold:observed::aws::${EIP}::eipalloc-9`,
    ]);
  });

  test("is without what is gone, but never without a block or segment that only declares a thing", () => {
    expect(urns(difference("removed", item("203.0.113.7", { resource: held })))).toEqual([]);
    const block = resource("leasehold:index:LeasedBlock", "edge");
    expect(
      urns(difference("removed", item("203.0.113.9", { observer: "dns", type: "ptr", resource: block }))),
    ).toBeUndefined();
  });

  test("lays what was seen over what is declared, and forgets where its values came from", () => {
    const declared = resource(
      EIP,
      "held",
      { address: "203.0.113.7", instance: "i-1", tags: {} },
      { propertyDependencies: { instance: ["urn:a"], tags: ["urn:b"] } },
    );
    const observed = seen("eipalloc-1", { instance: "i-2" }, { urn: declared.urn });
    const [laid] =
      observedGraph(graphOf(declared), [difference("changed", item("203.0.113.7", { observed }))])?.resources ?? [];
    expect(laid).toMatchObject({ inputs: { address: "203.0.113.7", instance: "i-2" }, id: "eipalloc-1", name: "held" });
    expect(laid?.propertyDependencies).toEqual({ tags: ["urn:b"] });
  });

  test("drops what an item absorbs, and adds what was seen with it", () => {
    const rule = resource("aws:ec2/route:Route", "out");
    const part = resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "seen");
    const of = item("x", { absorbs: [rule.urn], observed: seen("x", {}), observedParts: [part] });
    expect(observedGraph(graphOf(rule), [difference("changed", of)])?.resources.map(({ name }) => name)).toEqual([
      "x",
      "seen",
    ]);
  });

  test("leaves what is undetermined as it is declared", () => {
    const of = item("203.0.113.200", { observed: seen("eipalloc-9", {}) });
    expect(observedGraph(graph, [difference("unmanaged", of, { status: "undetermined" })])).toBeUndefined();
  });
});

describe("rules on what was seen", () => {
  const declared = declare(graphOf(held), register, "2026-11-22");
  const settings = defaultSettings;
  const stray = difference(
    "unmanaged",
    item("203.0.113.200", {
      observed: seen("eipalloc-9", { address: "203.0.113.200" }, { outputs: { publicIp: "203.0.113.200" } }),
    }),
  );

  test("do not run where nothing drifted", async () => {
    await expect(judgeObserved(declared, [], { settings })).resolves.toEqual({ findings: [] });
  });

  test("find what is wrong with a resource that nobody declares, and name its drift as the cause", async () => {
    const { findings, notRun } = await judgeObserved(declared, [stray], { settings });
    const found = findings.find(({ rule }) => rule === "unsegmented-address");
    expect(found).toMatchObject({
      status: "violation",
      lease: "web",
      drift: { observer: "aws", cause: `aws/${EIP}/203.0.113.200` },
    });
    expect(notRun).toContain("release-out-of-order");
    expect(notRun).not.toContain("unsegmented-address");
  });

  test("of several things that drifted at once each is laid to its own", async () => {
    const strays = ["203.0.113.200", "203.0.113.201", "203.0.113.202"].map((address, at) =>
      difference(
        "unmanaged",
        item(address, { observed: seen(`eipalloc-${at + 20}`, { address }, { outputs: { publicIp: address } }) }),
      ),
    );
    const inputs = { leaseId: "web", prefix: "203.0.113.0/24", asn: 64496, maxLength: 24, publisher: "krill" };
    const request = resource("leasehold:rpki:RoaRequest", "roa", inputs);
    const announcing = declare(graphOf(held, request), register, "2026-11-22");
    const lost = item("203.0.113.0/24 AS64496", { observer: "rpki", type: "roa", resource: request });
    const roa = difference("removed", lost);
    const gone = difference("removed", item("203.0.113.7", { resource: held, segment: "web" }));
    for (const order of [
      [...strays, roa, gone],
      [gone, roa, ...strays.slice().reverse()],
    ]) {
      const { findings } = await judgeObserved(announcing, order, { settings, vrps: [] });
      const laid = (rule: string) =>
        findings
          .filter((one) => one.rule === rule)
          .map(({ evidence, drift }) => [evidence.address, drift?.cause])
          .sort();
      expect(laid("unsegmented-address")).toEqual(
        ["203.0.113.200", "203.0.113.201", "203.0.113.202"].map((one) => [one, `aws/${EIP}/${one}`]),
      );
      expect(laid("roa-missing")).toEqual([[undefined, "rpki/roa/203.0.113.0/24 AS64496"]]);
    }
  });

  test("are not asked where only a program or a register can answer", async () => {
    const { findings, notRun } = await judgeObserved(declared, [stray], { settings });
    const silent = [
      "unprotected-address",
      "break-glass-missing",
      "route-alerts-missing",
      "lease-expiring",
      "quarantine-plan-missing",
    ];
    expect(notRun).toEqual(expect.arrayContaining(silent));
    expect(findings.map(({ rule }) => rule).filter((rule) => silent.includes(rule))).toEqual([]);
    expect(notRun).not.toContain("address-outside-lease");
  });

  test("do not tell what the declared side violates too", async () => {
    const loose = resource(EIP, "loose", { address: "203.0.113.201" }, { id: "eipalloc-2" });
    const before = declare(graphOf(held, loose), register, "2026-11-22");
    const { findings } = await judgeObserved(before, [stray], { settings });
    expect(findings.filter(({ rule }) => rule === "unsegmented-address").map((one) => one.evidence.address)).toEqual([
      "203.0.113.200",
    ]);
  });

  test("tell nothing of leases that were not chosen", async () => {
    const narrow = declare(graphOf(held), register, "2026-11-22", new Set());
    const { findings } = await judgeObserved(narrow, [stray], { settings });
    expect(findings.filter(({ lease }) => lease === "web")).toEqual([]);
  });

  test("a ROA that vanished leaves a route without one; the cause is the ROA, by the payloads that were seen", async () => {
    const roa = resource("leasehold:rpki:RoaRequest", "roa", {
      leaseId: "web",
      prefix: "203.0.113.0/24",
      asn: 64496,
      maxLength: 24,
      publisher: "krill",
    });
    const announcing = declare(graphOf(roa), register, "2026-11-22");
    const gone = difference(
      "removed",
      item("203.0.113.0/24 AS64496", { observer: "rpki", type: "roa", resource: roa }),
    );
    const { findings } = await judgeObserved(announcing, [gone], { settings, vrps: [] });
    expect(findings.filter(({ rule }) => rule === "roa-missing")).toEqual([
      expect.objectContaining({ lease: "web", drift: { observer: "rpki", cause: "rpki/roa/203.0.113.0/24 AS64496" } }),
    ]);
    const nobodyLooked = await judgeObserved(announcing, [], {
      settings,
      vrps: [{ prefix: parsePrefix("203.0.113.0/24"), asn: 64511, maxLength: 24 }],
    });
    expect(nobodyLooked.findings).toEqual([]);
  });

  test("a severity of leasehold.yaml weighs them, and off leaves them out", async () => {
    const weighed = { ...settings, severities: { "unsegmented-address": "warning" as const } };
    const { findings } = await judgeObserved(declared, [stray], { settings: weighed });
    expect(findings.find(({ rule }) => rule === "unsegmented-address")?.severity).toBe("warning");
    const off = await judgeObserved(declared, [stray], {
      settings: { ...settings, severities: { "unsegmented-address": "off" } },
    });
    expect(off.findings.map(({ rule }) => rule)).not.toContain("unsegmented-address");
  });
});
