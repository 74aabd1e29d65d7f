import { resolve } from "node:path";
import { ACCOUNT, FakeCloudflare, TOKEN } from "../testbed/announcers/fake-cloudflare";
import { FakeEc2 } from "../testbed/announcers/fake-ec2";
import { Gobgp } from "../testbed/announcers/gobgp";
import { Engine, type Project, type Run } from "../testbed/engine";
import { describeWith } from "../testbed/tools";

jest.setTimeout(600_000);
const CIDR = "203.0.113.0/24";
const LEASE = {
  id: "office-2026",
  prefix: CIDR,
  status: "active",
  term: { start: "2026-10-01", end: "2036-09-30" },
  routing: { announcedBy: "aws", origins: [64496] },
};
const fine = { code: 0, output: "" };
const outcome = (run: Run) => ({ code: run.code, output: run.code === 0 ? "" : run.output });

describeWith(["pulumi", "gobgpd", "gobgp"], "announcements on the real engine, at announcers on loopback", () => {
  const engine = new Engine();
  afterAll(() => engine.dispose());

  /** A stack of one announcement, which waits for no ROA: that has tests of its own. */
  function announce(
    route: Record<string, unknown>,
    settings: Record<string, string>,
    env: Record<string, string> = {},
  ) {
    const plan = JSON.stringify({ lease: LEASE, routes: { route: { waitForRoa: false, ...route } } });
    const config = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`leasehold:${name}`, value]));
    return engine.project(resolve(__dirname, "../programs/roa-life"), {
      config: { "roa-life:plan": plan, ...config },
      env,
    });
  }

  async function expectDrift(project: Project): Promise<void> {
    expect((await project.refresh()).code).not.toBe(0);
  }

  test("by AWS: a kill between request and answer is made good without a second request; drift is seen and restored", async () => {
    const ec2 = await FakeEc2.start();
    try {
      ec2.put({ cidr: CIDR, state: "provisioned", associations: [{ asn: "64496", state: "associated" }] });
      const project = announce(
        { origin: 64496, by: "aws" },
        { awsRegion: "eu-west-1", awsEndpoint: ec2.service.url },
        { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret", AWS_EC2_METADATA_DISABLED: "true" },
      );
      ec2.service.fail("silent-done", { when: ({ body }) => body.includes("Action=Advertise") });
      const killed = await project.up({ killedAfter: until(() => ec2.asked.length > 0) });
      expect(killed.code).not.toBe(0);
      expect((await project.cancel()).code).toBe(0);

      expect(outcome(await project.up())).toEqual(fine);
      expect(ec2.asked).toEqual([`AdvertiseByoipCidr ${CIDR} 64496`]);
      expect(outcome(await project.refresh())).toEqual(fine);

      ec2.put({ cidr: CIDR, state: "provisioned", associations: [{ asn: "64496", state: "associated" }] });
      await expectDrift(project);
      expect(outcome(await project.up({ arguments: ["--refresh"] }))).toEqual(fine);
      expect(ec2.ranges.get(CIDR)?.state).toBe("advertised");

      expect(outcome(await project.destroy())).toEqual(fine);
      expect(ec2.ranges.get(CIDR)?.state).toBe("provisioned");
      expect(ec2.asked.at(-1)).toBe(`WithdrawByoipCidr ${CIDR}`);
    } finally {
      await ec2.service.stop();
    }
  });

  test("by Cloudflare: a destroy ends only when the route is out of its network", async () => {
    const cloudflare = await FakeCloudflare.start();
    try {
      cloudflare.put(CIDR, false);
      // Its clock runs fast, so that the quarter of an hour takes as many looks and not as long.
      cloudflare.minutesPerRequest = 4;
      const project = announce(
        { origin: 64496, by: "cloudflare" },
        { cloudflareUrl: `${cloudflare.service.url}/client/v4`, cloudflareAccount: ACCOUNT },
        { LEASEHOLD_CLOUDFLARE_TOKEN: TOKEN },
      );
      expect(outcome(await project.up())).toEqual(fine);
      expect(cloudflare.ranges[0]?.bgp[0]?.on_demand.advertised).toBe(true);
      expect(outcome(await project.refresh())).toEqual(fine);
      cloudflare.pass(60);

      const withdrawn = project.destroy();
      await until(() => cloudflare.written.length === 2);
      const from = cloudflare.now;
      expect(outcome(await withdrawn)).toEqual(fine);
      expect(cloudflare.now - from).toBeGreaterThanOrEqual(15 * 60_000);
      expect(JSON.stringify(await project.exportState())).not.toContain(TOKEN);
    } finally {
      await cloudflare.service.stop();
    }
  });

  test("by the lessee: the route goes into a real daemon's table, is restored there, and leaves it", async () => {
    const gobgp = await Gobgp.start(64496);
    try {
      const table = async () => Object.keys(JSON.parse(await gobgp.command("global", "rib", "-j")));
      const project = announce({ origin: 64496, by: "lessee" }, { gobgp: gobgp.address });
      expect(outcome(await project.up())).toEqual(fine);
      expect(await table()).toEqual([CIDR]);
      expect(outcome(await project.refresh())).toEqual(fine);

      await gobgp.command("global", "rib", "del", CIDR);
      await expectDrift(project);
      expect(outcome(await project.up({ arguments: ["--refresh"] }))).toEqual(fine);
      expect(await table()).toEqual([CIDR]);

      expect(outcome(await project.destroy())).toEqual(fine);
      expect(await table()).toEqual([]);
    } finally {
      await gobgp.stop();
    }
  });
});

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolveWait) => setTimeout(resolveWait, 50));
}
