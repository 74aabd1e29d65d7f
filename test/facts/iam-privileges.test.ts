import fc from "fast-check";
import { privilegedPolicy } from "../../components/privileged-access/privileged-policy";
import { matchesIam, readIamDocument } from "../../facts/iam-document";
import { notDenied, privilegesOf, withinBoundary } from "../../facts/iam-privileges";
import { PRIVILEGED_ACTIONS } from "../../lease/privileged-actions";

const NAMED = "arn:aws:iam::111122223333:role/network-admin";
const isNamed = (pattern: string) => matchesIam(NAMED, pattern);

type Statement = Record<string, unknown>;
const document = (...Statement: Statement[]) => {
  const read = readIamDocument(JSON.stringify({ Version: "2012-10-17", Statement }));
  if (read === undefined) throw new Error("no document");
  return read;
};
const allow = (more: Statement) => ({ Effect: "Allow", Resource: "*", ...more });
const deny = (more: Statement) => ({ Effect: "Deny", Resource: "*", ...more });
const left = (...statements: Statement[]) =>
  privilegesOf(document(...statements), isNamed).map(({ service, name }) => `${service}:${name}`);

test("an action, a wildcard, odd case and NotAction allow", () => {
  expect(left(allow({ Action: "ec2:AssociateAddress" }))).toEqual(["ec2:AssociateAddress"]);
  expect(left(allow({ Action: ["EC2:associate?ddress"] }))).toEqual(["ec2:AssociateAddress"]);
  expect(left(allow({ Action: "*" }))).toHaveLength(PRIVILEGED_ACTIONS.length);
  expect(left(allow({ NotAction: "ec2:*" })).some((name) => name.startsWith("ec2:"))).toBe(false);
  expect(left(allow({ NotAction: "s3:*" }))).toHaveLength(PRIVILEGED_ACTIONS.length);
});

test("what only reads is never privileged", () => {
  expect(left(allow({ Action: ["ec2:Describe*", "ec2:Get*", "ec2:List*", "route53:Get*", "route53:List*"] }))).toEqual(
    [],
  );
});

test("a statement takes effect on its service's resources only, and on * alone where the action knows none", () => {
  expect(left(allow({ Action: "*", Resource: "arn:aws:s3:::evidence/*" }))).toEqual([]);
  expect(left(allow({ Action: "ec2:AssociateAddress", Resource: "arn:aws:ec2:*:*:elastic-ip/*" }))).toHaveLength(1);
  expect(left(allow({ Action: "ec2:AdvertiseByoipCidr", Resource: "arn:aws:ec2:*:*:*" }))).toEqual([]);
  expect(left({ Effect: "Allow", Action: "ec2:AdvertiseByoipCidr", NotResource: "arn:aws:s3:::x" })).toHaveLength(1);
});

test("a condition that names the privileged roles restricts, any other does not", () => {
  const when = (Condition: Statement) => left(allow({ Action: "ec2:AssociateAddress", Condition }));
  expect(when({ ArnLike: { "aws:PrincipalArn": [NAMED] } })).toEqual([]);
  expect(when({ StringEquals: { "AWS:principalarn": NAMED } })).toEqual([]);
  expect(when({ ArnLike: { "aws:PrincipalArn": [NAMED, "arn:aws:iam::111122223333:role/*"] } })).toHaveLength(1);
  expect(when({ ArnNotLike: { "aws:PrincipalArn": NAMED } })).toHaveLength(1);
  expect(when({ Bool: { "aws:MultiFactorAuthPresent": "true" } })).toHaveLength(1);
});

test("a Deny wins where it spares none but the named roles, and covers what the Allow reaches", () => {
  const wide = allow({ Action: "*" });
  const spared = { ArnNotLike: { "aws:PrincipalArn": [NAMED] } };
  expect(left(wide, deny({ Action: "*" }))).toEqual([]);
  expect(left(wide, deny({ Action: "*", Condition: spared }))).toEqual([]);
  expect(left(wide, deny({ Action: "*", Condition: { ArnNotLike: { "aws:PrincipalArn": "*" } } }))).not.toEqual([]);
  expect(left(wide, deny({ Action: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }))).not.toEqual([]);
  expect(left(wide, deny({ Action: "*", Resource: "arn:aws:ec2:*:*:natgateway/*" }))).not.toEqual([]);
});

test("record changes that leave PTR out are not privileged", () => {
  const types = (operator: string, ...values: string[]) =>
    left(
      allow({
        Action: "route53:ChangeResourceRecordSets",
        Condition: { [operator]: { "route53:ChangeResourceRecordSetsRecordTypes": values } },
      }),
    );
  expect(types("ForAllValues:StringEquals", "A", "TXT")).toEqual([]);
  expect(types("ForAllValues:StringEquals", "A", "PTR")).toHaveLength(1);
  expect(types("ForAnyValue:StringEquals", "A")).toHaveLength(1);
});

test("the documents of PrivilegedAccess leave nothing to anybody but its roles", () => {
  const read = (as: "scp" | "boundary") =>
    readIamDocument(JSON.stringify(privilegedPolicy({ roles: [NAMED], as }))) as NonNullable<
      ReturnType<typeof readIamDocument>
    >;
  expect(privilegesOf(read("boundary"), isNamed)).toEqual([]);
  const all = privilegesOf(document(allow({ Action: "*" })), isNamed);
  expect(notDenied(all, read("scp"), isNamed)).toEqual([]);
  expect(withinBoundary(all, read("boundary"), isNamed)).toEqual([]);
  expect(notDenied(all, read("scp"), () => false)).toEqual(all);
});

test("what is no document is none", () => {
  const texts = ["", "{}", '{"Statement":[{"Effect":"Maybe","Action":"*"}]}', '{"Statement":{"Effect":"Allow"}}'];
  for (const text of texts) expect(readIamDocument(text)).toBeUndefined();
  expect(readIamDocument(`"${"x".repeat(200_000)}"`)).toBeUndefined();
});

test("no document allows more after a Deny is added", () => {
  const pattern = fc.constantFrom("*", "ec2:*", "ec2:Associate*", "s3:*", "route53:*", "ec2:AssociateAddress");
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1 }), fc.array(pattern, { minLength: 1 }), (allowed, denied) => {
      const before = new Set(left(allow({ Action: allowed })));
      const after = left(allow({ Action: allowed }), deny({ Action: denied }));
      expect(after.every((name) => before.has(name))).toBe(true);
    }),
  );
});
