/** A network as registries answer for it. */
export function networkAnswer(more: object = {}): string {
  return JSON.stringify({
    rdapConformance: ["rdap_level_0", "cidr0"],
    objectClassName: "ip network",
    handle: "203.0.113.0 - 203.0.113.255",
    startAddress: "203.0.113.0",
    endAddress: "203.0.113.255",
    ipVersion: "v4",
    name: "EXAMPLE-NET",
    type: "ALLOCATED PA",
    status: ["active"],
    cidr0_cidrs: [{ v4prefix: "203.0.113.0", length: 24 }],
    entities: [contact("ORG-EL1-TEST", ["registrant"], { fn: "Example Lessor B.V." }, [abuse("abuse@example.com")])],
    ...more,
  });
}

export function abuse(...emails: string[]): object {
  return contact("AR1-TEST", ["abuse"], { fn: "Abuse desk", email: emails });
}

export function contact(
  handle: string,
  roles: string[],
  card: Record<string, string | string[]>,
  entities: object[] = [],
) {
  const properties = Object.entries(card).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, {}, "text", value]),
  );
  return {
    objectClassName: "entity",
    handle,
    roles,
    vcardArray: ["vcard", [["version", {}, "text", "4.0"], ...properties]],
    entities,
  };
}

/** A reverse zone as registries answer for it. */
export function domainAnswer(...servers: string[]): string {
  return JSON.stringify({
    objectClassName: "domain",
    ldhName: "113.0.203.in-addr.arpa",
    nameservers: servers.map((ldhName) => ({ objectClassName: "nameserver", ldhName })),
  });
}
