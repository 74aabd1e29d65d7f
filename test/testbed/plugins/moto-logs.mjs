// Test part: CloudWatch log groups on moto.
const load = async () => (await import("@aws-sdk/client-cloudwatch-logs")).CloudWatchLogs;

export function logTypes(client) {
  const logs = () => client(load);
  return {
    "aws:cloudwatch/logGroup:LogGroup": {
      async create(inputs, urn) {
        const api = await logs();
        const name = inputs.name ?? urn.split("::").at(-1);
        await api.createLogGroup({ logGroupName: name, tags: inputs.tags });
        if (inputs.retentionInDays) {
          await api.putRetentionPolicy({ logGroupName: name, retentionInDays: inputs.retentionInDays });
        }
        return { id: name, outputs: { name, arn: `arn:aws:logs:us-east-1:123456789012:log-group:${name}` } };
      },
      async read(id) {
        const { logGroups } = await (await logs()).describeLogGroups({ logGroupNamePrefix: id });
        return logGroups.some((group) => group.logGroupName === id);
      },
      remove: async (id) => (await logs()).deleteLogGroup({ logGroupName: id }),
    },
  };
}
