const aws = require("@pulumi/aws");
const { LeasedBlock, PrivilegedAccess } = require("leasehold");
const { alerts, lease, unknown } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease() });
const named = "arn:aws:iam::111122223333:role/network-admin";
new PrivilegedAccess("office", { lease: block, as: "boundary", roles: [named] });
const allow = (statement) => ({ Effect: "Allow", Resource: "*", ...statement });
const policy = (name, ...Statement) =>
  new aws.iam.Policy(name, { policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
policy("wide", allow({ Action: "ec2:*" }));
policy("not-action", allow({ NotAction: ["iam:*", "s3:*"] }));
policy(
  "other-condition",
  allow({ Action: "ec2:AssociateAddress", Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }),
);
policy("odd-case", allow({ Action: ["EC2:associate?ddress"] }));
policy("reads", allow({ Action: ["ec2:Describe*", "ec2:Get*", "route53:List*"] }));
policy("buckets", allow({ Action: "*", Resource: ["arn:aws:s3:::evidence", "arn:aws:s3:::evidence/*"] }));
policy("conditioned", allow({ Action: "ec2:*", Condition: { ArnLike: { "aws:PrincipalArn": named } } }));
policy("denied", allow({ Action: "*" }), {
  Effect: "Deny",
  Action: "*",
  Resource: "*",
  Condition: { ArnNotLike: { "aws:PrincipalArn": [named] } },
});
const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const admin = new aws.iam.Role("admin", { name: "network-admin", assumeRolePolicy });
new aws.iam.RolePolicy("admin", {
  role: admin.name,
  policy: JSON.stringify({ Version: "2012-10-17", Statement: [allow({ Action: "ec2:*" })] }),
});
const builder = new aws.iam.Role("builder", { assumeRolePolicy });
new aws.iam.RolePolicyAttachment("vpc-full", {
  role: builder.name,
  policyArn: "arn:aws:iam::aws:policy/AmazonVPCFullAccess",
});
new aws.iam.Policy("later", { policy: unknown() });
