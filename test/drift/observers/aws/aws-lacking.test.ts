import { createAwsObserver } from "../../../../drift/observers/aws/aws-observer";
import { awsSettingsSchema } from "../../../../drift/observers/aws/aws-settings";
import { FakeAws } from "./fake-aws";
import { declaredOffice, differences, fillOffice } from "./office";

jest.mock("@aws-sdk/client-iam", () => {
  throw Object.assign(new Error("Cannot find module '@aws-sdk/client-iam'"), { code: "MODULE_NOT_FOUND" });
});

const limits = () => ({ signal: AbortSignal.timeout(30_000), now: new Date() });

describe("what is lacking on this machine", () => {
  let aws: FakeAws;
  beforeAll(async () => {
    aws = await FakeAws.start();
    fillOffice(aws);
  });
  afterAll(() => aws.service.stop());

  test("a package: what it would have read is unknown, and the run says how to install it", async () => {
    const observer = createAwsObserver(awsSettingsSchema.parse({}), {
      AWS_ENDPOINT_URL: aws.service.url,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
    });
    const declared = declaredOffice();
    const seen = await observer.observe(declared, limits());
    const reason = expect.stringMatching(/npm install @aws-sdk\/client-iam$/);
    expect(seen.unseen).toEqual([
      { reason, covers: { type: "aws:iam/policy:Policy", scope: "iam" } },
      { reason, covers: { type: "aws:iam/role:Role", scope: "iam" } },
    ]);
    for (const line of differences(observer, declared, seen)) expect(line).toMatch(/^unobserved (Policy|Role) iam$/);
  });

  describe("credentials", () => {
    const before = { ...process.env };
    afterEach(() => {
      process.env = { ...before };
    });

    test("everything is unknown, said once with what to do; nothing is asked", async () => {
      for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
      Object.assign(process.env, {
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        AWS_CONFIG_FILE: "/dev/null",
      });
      aws.service.forget();
      const observer = createAwsObserver(awsSettingsSchema.parse({}), { AWS_ENDPOINT_URL: aws.service.url });
      const declared = declaredOffice();
      const seen = await observer.observe(declared, limits());
      expect(seen.unseen).toEqual([
        { reason: expect.stringMatching(/no AWS credentials were found.* set AWS_PROFILE/) },
      ]);
      expect(differences(observer, declared, seen)).toEqual(["unobserved * *"]);
      expect(aws.asked).toEqual([]);
    });
  });
});
