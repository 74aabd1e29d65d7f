// Test part: the provider functions that programs call, with the same answers as the offline preview's built-in ones.
const ACCOUNT = "123456789012";

/** @param {() => string} currentRegion the region that the provider was configured with */
export const awsFunctions = (currentRegion) => {
  const answers = {
    "aws:index/getRegion:getRegion": (region) => ({
      id: region,
      name: region,
      region,
      description: region,
      endpoint: `ec2.${region}.amazonaws.com`,
    }),
    "aws:index/getCallerIdentity:getCallerIdentity": () => ({
      id: ACCOUNT,
      accountId: ACCOUNT,
      arn: `arn:aws:iam::${ACCOUNT}:user/offline`,
      userId: "AIDACKCEVSQ6C2EXAMPLE",
    }),
    "aws:index/getPartition:getPartition": (region) => ({
      id: "aws",
      partition: "aws",
      dnsSuffix: "amazonaws.com",
      reverseDnsPrefix: "com.amazonaws",
      region,
    }),
    "aws:index/getAvailabilityZones:getAvailabilityZones": (region) => ({
      id: region,
      names: ["a", "b", "c"].map((zone) => region + zone),
      zoneIds: ["az1", "az2", "az3"].map((zone) => `${region.replace(/(\w)\w*-/g, "$1")}-${zone}`),
      groupNames: [region],
      region,
    }),
  };
  const byRegion = ([token, answer]) => [token, (args) => answer(args.region ?? currentRegion())];
  return Object.fromEntries(Object.entries(answers).map(byRegion));
};
