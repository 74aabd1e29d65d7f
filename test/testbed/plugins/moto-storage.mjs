// Test part: S3 buckets on moto.
const load = async () => (await import("@aws-sdk/client-s3")).S3;

export function storageTypes(client) {
  const s3 = () => client(load, { forcePathStyle: true, region: "us-east-1" });
  return {
    "aws:s3/bucket:Bucket": {
      async create(inputs, urn) {
        const name = inputs.bucket ?? `${inputs.bucketPrefix ?? `${urn.split("::").at(-1)}-`}stand-in`.toLowerCase();
        await (await s3()).createBucket({ Bucket: name, ObjectLockEnabledForBucket: inputs.objectLockEnabled });
        return {
          id: name,
          outputs: { bucket: name, arn: `arn:aws:s3:::${name}`, bucketDomainName: `${name}.s3.amazonaws.com` },
        };
      },
      read: async (id) => (await s3()).headBucket({ Bucket: id }),
      remove: async (id) => (await s3()).deleteBucket({ Bucket: id }),
    },
  };
}
