import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketObjectLockConfiguration } from "@pulumi/aws/s3/bucketObjectLockConfiguration";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning";
import { jsonStringify, type Output, type Resource } from "@pulumi/pulumi";
import { leaseTags } from "../tags";
import type { S3Destination } from "./telemetry-arguments";
import type { NormalTelemetry } from "./telemetry-normalise";

/**
 * A private bucket for flow logs whose objects are locked for the retention time, so that who can change the network
 * cannot erase what shows it. Objects are kept beyond that time: what to delete then is the account's own rule.
 *
 * @returns the bucket's ARN, known only once log delivery may write there, so that a flow log does not come too early.
 */
export function createLockedBucket(
  name: string,
  { owner, tags, region }: NormalTelemetry,
  { retentionDays, mode }: Required<S3Destination>,
  parent: Resource,
): Output<string> {
  const bucketName = `${name}-flow-logs`;
  const bucket = new Bucket(
    bucketName,
    { region, objectLockEnabled: true, tags: leaseTags(owner, bucketName, tags) },
    { parent },
  );
  const versioning = new BucketVersioning(
    bucketName,
    { region, bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
  new BucketObjectLockConfiguration(
    bucketName,
    { region, bucket: bucket.id, rule: { defaultRetention: { mode, days: retentionDays } } },
    { parent, dependsOn: versioning },
  );
  new BucketPublicAccessBlock(
    bucketName,
    {
      region,
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  const policy = new BucketPolicy(
    bucketName,
    { region, bucket: bucket.id, policy: deliveryPolicy(bucket.arn) },
    { parent },
  );
  return policy.id.apply(() => bucket.arn);
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html */
function deliveryPolicy(arn: Output<string>): Output<string> {
  const delivery = { Service: "delivery.logs.amazonaws.com" };
  const objects = arn.apply((text) => `${text}/*`);
  return jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Write",
        Effect: "Allow",
        Principal: delivery,
        Action: "s3:PutObject",
        Resource: objects,
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
      {
        Sid: "CheckAcl",
        Effect: "Allow",
        Principal: delivery,
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: arn,
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, objects],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}
