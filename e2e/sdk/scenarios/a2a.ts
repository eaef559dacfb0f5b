import { all, type Play, type Stage } from "../scenario.ts";

const agentCard = { name: "weather", capabilities: { streaming: true }, skills: [], supportedInterfaces: [] };

/** A client and an agent that pass each other what would go over the wire. */
async function clientOf({ load }: Stage) {
  const { Client } = await load("@a2a-js/sdk/client");
  const { AgentEvent, DefaultRequestHandler, InMemoryTaskStore, ServerCallContext } = await load("@a2a-js/sdk/server");
  const executor = {
    // biome-ignore lint/suspicious/noExplicitAny: the peer's own
    async execute({ contextId }: any, bus: any) {
      const parts = [{ content: { $case: "text", value: "18 degrees" } }];
      bus.publish(AgentEvent.message({ messageId: "m-2", contextId, role: 2, parts }));
      bus.finished();
    },
    async cancelTask() {},
  };
  const handler = new DefaultRequestHandler(agentCard, new InMemoryTaskStore(), executor);
  const context = new ServerCallContext({ requestedVersion: "1.0" });
  const transport = {
    protocolVersion: "1.0",
    sendMessage: (params: object) => handler.sendMessage(structuredClone(params), context),
    sendMessageStream: (params: object) => handler.sendMessageStream(structuredClone(params), context),
  };
  return new Client(transport, agentCard, {});
}

const parts = [{ content: { $case: "text", value: "How is the weather in Paris?" } }];
const params = () => ({ tenant: "", message: { messageId: "m-1", contextId: "c-1", role: 1, parts } });

export const play: Play = {
  packages: ["@a2a-js/sdk/client", "@a2a-js/sdk/server"],
  scenarios: {
    async "a message"(stage) {
      return await (await clientOf(stage)).sendMessage(params());
    },
    async "a streamed answer"(stage) {
      return await all((await clientOf(stage)).sendMessageStream(params()));
    },
  },
};
