// Test part: EventBridge rules and their targets on moto.
const load = async () => (await import("@aws-sdk/client-eventbridge")).EventBridge;

export function eventTypes(client) {
  const events = () => client(load);
  return {
    "aws:cloudwatch/eventRule:EventRule": {
      async create(inputs, urn) {
        const name = inputs.name ?? `${inputs.namePrefix ?? `${urn.split("::").at(-1)}-`}stand-in`;
        const ask = {
          Name: name,
          EventPattern: inputs.eventPattern,
          ScheduleExpression: inputs.scheduleExpression,
          State: inputs.state ?? (inputs.isEnabled === false ? "DISABLED" : "ENABLED"),
          EventBusName: inputs.eventBusName,
        };
        const { RuleArn } = await (await events()).putRule(ask);
        return { id: name, outputs: { name, arn: RuleArn } };
      },
      read: async (id, state) => (await events()).describeRule({ Name: id, EventBusName: state.eventBusName }),
      remove: async (id, state) => (await events()).deleteRule({ Name: id, EventBusName: state.eventBusName }),
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
      async create(inputs) {
        const targetId = inputs.targetId ?? "stand-in";
        const ask = {
          Rule: inputs.rule,
          EventBusName: inputs.eventBusName,
          Targets: [{ Id: targetId, Arn: inputs.arn }],
        };
        await (await events()).putTargets(ask);
        return { id: `${inputs.rule}-${targetId}`, outputs: { targetId } };
      },
      async read(_id, state) {
        const { Targets } = await (await events()).listTargetsByRule({
          Rule: state.rule,
          EventBusName: state.eventBusName,
        });
        return (Targets ?? []).some((target) => target.Id === state.targetId);
      },
      remove: async (_id, state) =>
        (await events()).removeTargets({ Rule: state.rule, EventBusName: state.eventBusName, Ids: [state.targetId] }),
    },
  };
}
