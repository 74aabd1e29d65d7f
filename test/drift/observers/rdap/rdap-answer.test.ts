import fc from "fast-check";
import { readNameServers, readNetwork } from "../../../../drift/observers/rdap/rdap-answer";
import { abuse, contact, domainAnswer, networkAnswer } from "./rdap-answers";

const ZONE = "113.0.203.in-addr.arpa";

test("a network is read with who holds it and who takes reports, however deep they are nested", () => {
  expect(readNetwork(networkAnswer())).toMatchObject({
    handle: "203.0.113.0 - 203.0.113.255",
    name: "EXAMPLE-NET",
    type: "ALLOCATED PA",
    status: ["active"],
    holders: ["ORG-EL1-TEST", "Example Lessor B.V."],
    abuse: ["abuse@example.com"],
  });
});

test("organisations in parts, several addresses and both roles in one contact are read", () => {
  const card = [
    ["org", {}, "text", ["Example", "Networks"]],
    ["email", {}, "text", "B@example.com"],
    ["email", {}, "text", "a@example.com"],
  ];
  const org = { ...contact("O-1", ["registrant", "abuse"], {}), vcardArray: ["vcard", card] };
  expect(readNetwork(networkAnswer({ entities: [org] }))).toMatchObject({
    holders: ["O-1", "Example", "Networks"],
    abuse: ["a@example.com", "b@example.com"],
  });
});

test("names are made fit for a terminal", () => {
  const evil = contact("H", ["registrant"], { fn: "Example\u001b[31m\u202e Lessor" });
  expect(readNetwork(networkAnswer({ entities: [evil] }))?.holders).toEqual(["H", "Example [31m Lessor"]);
});

test.each([
  ["HTML", "<html></html>"],
  ["half an answer", networkAnswer().slice(0, 200)],
  ["another object", networkAnswer({ objectClassName: "autnum" })],
  ["no range", networkAnswer({ startAddress: "everything" })],
  ["two families", networkAnswer({ endAddress: "2001:db8::" })],
  ["a contact that is none", networkAnswer({ entities: ["abuse@example.com"] })],
  ["more contacts than any network has", networkAnswer({ entities: Array.from({ length: 501 }, () => abuse()) })],
])("%s is no network", (_, text) => expect(readNetwork(text)).toBeUndefined());

test("contacts in contacts without end are no network", () => {
  let nested: object = abuse("abuse@example.com");
  for (let depth = 0; depth < 10; depth++) nested = { ...abuse(), entities: [nested] };
  expect(readNetwork(networkAnswer({ entities: [nested] }))).toBeUndefined();
});

test("name servers are read in one spelling", () => {
  expect(readNameServers(domainAnswer("NS2.example.com", "ns1.example.com.", "ns2.example.com"), ZONE)).toEqual([
    "ns1.example.com.",
    "ns2.example.com.",
  ]);
  expect(readNameServers(domainAnswer(), ZONE)).toEqual([]);
  expect(readNameServers(networkAnswer(), ZONE)).toBeUndefined();
});

test("an answer about another zone is none; one above the zone, in any spelling, is", () => {
  const named = (ldhName: string) => domainAnswer("ns1.example.com").replace(ZONE, ldhName);
  for (const name of [`${ZONE.toUpperCase()}.`, "0.203.in-addr.arpa"])
    expect(readNameServers(named(name), ZONE)).toEqual(["ns1.example.com."]);
  for (const name of ["100.51.198.in-addr.arpa", "3.0.203.in-addr.arpa", `4.${ZONE}`, ""])
    expect(readNameServers(named(name), ZONE)).toBeUndefined();
});

test("no text throws", () => {
  const entity = fc.record({
    handle: fc.jsonValue(),
    roles: fc.array(fc.constantFrom("abuse", "registrant")),
    vcardArray: fc.array(fc.jsonValue()),
  });
  const network = fc.record({
    startAddress: fc.ipV4(),
    endAddress: fc.ipV6(),
    entities: fc.array(fc.oneof(entity, fc.jsonValue())),
  });
  fc.assert(
    fc.property(fc.oneof(network, fc.jsonValue()), (more) => {
      void readNetwork(networkAnswer(typeof more === "object" && more !== null ? more : {}));
      void readNameServers(JSON.stringify(more), ZONE);
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void [readNetwork(text), readNameServers(text, ZONE)]));
});
