// Test part: the provider functions that programs call, with the same answers as the offline preview's built-in ones.
const region = (name) => ({ id: name, name, region: name, description: name, endpoint: `ec2.${name}.amazonaws.com` });

/** @param {() => string} currentRegion the region that the provider was configured with */
export const awsFunctions = (currentRegion) => ({
  "aws:index/getRegion:getRegion": (args) => region(args.region ?? args.name ?? currentRegion()),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    id: "123456789012",
    accountId: "123456789012",
    arn: "arn:aws:iam::123456789012:user/leasehold",
    userId: "AIDACKCEVSQ6C2EXAMPLE",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({
    id: currentRegion(),
    names: ["a", "b", "c"].map((zone) => currentRegion() + zone),
    zoneIds: ["az1", "az2", "az3"],
    groupNames: [currentRegion()],
  }),
});
