/** Days kept where neither the arguments nor the lease say otherwise. */
export const DEFAULT_RETENTION_DAYS = 90;

/** The retention times that CloudWatch takes, in days: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const CLOUDWATCH_RETENTIONS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The shortest retention that CloudWatch takes and that keeps for at least `days`; undefined beyond ten years. */
export function cloudWatchRetention(days: number): number | undefined {
  return CLOUDWATCH_RETENTIONS.find((retention) => retention >= days);
}
