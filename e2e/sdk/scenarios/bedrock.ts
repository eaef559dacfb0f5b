import { all, type Play, type Stage, thrown } from "../scenario.ts";

const modelId = "anthropic.claude-sonnet-4-5";
const messages = [{ role: "user", content: [{ text: "hi" }] }];
const toolConfig = { tools: [{ toolSpec: { name: "get_weather", inputSchema: { json: { type: "object" } } } }] };
const body = JSON.stringify({
  anthropic_version: "bedrock-2023-05-31",
  max_tokens: 99,
  messages: [{ role: "user", content: "hi" }],
});
const invocation = { modelId, body, contentType: "application/json" };

async function bedrock({ load, provider, own }: Stage) {
  const commands = await load("@aws-sdk/client-bedrock-runtime");
  const { NodeHttpHandler } = await load("@smithy/node-http-handler");
  const client = new commands.BedrockRuntimeClient({
    region: "us-east-1",
    endpoint: provider,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  });
  return { ...commands, client: own(client) };
}

/** Without what differs from call to call. */
const plain = ({ $metadata: _, ...output }: Record<string, unknown>) => output;

export const play: Play = {
  packages: ["@aws-sdk/client-bedrock-runtime"],
  scenarios: {
    async "converse with tools"(stage) {
      const { client, ConverseCommand } = await bedrock(stage);
      const system = [{ text: "You tell the weather." }];
      const inferenceConfig = { temperature: 0.1 };
      return plain(await client.send(new ConverseCommand({ modelId, messages, system, inferenceConfig, toolConfig })));
    },
    async "a stream with tools"(stage) {
      const { client, ConverseStreamCommand } = await bedrock(stage);
      const { stream } = await client.send(new ConverseStreamCommand({ modelId, messages, toolConfig }));
      return await all(stream);
    },
    async "a stream that is broken off"(stage) {
      const { client, ConverseStreamCommand } = await bedrock(stage);
      const { stream } = await client.send(new ConverseStreamCommand({ modelId, messages }));
      for await (const event of stream) return event;
    },
    async invoke(stage) {
      const { client, InvokeModelCommand } = await bedrock(stage);
      const output = await client.send(new InvokeModelCommand(invocation));
      return JSON.parse(output.body.transformToString());
    },
    async "a stream of invoke"(stage) {
      const { client, InvokeModelWithResponseStreamCommand } = await bedrock(stage);
      const output = await client.send(new InvokeModelWithResponseStreamCommand(invocation));
      return await all(output.body);
    },
    async "a call that is refused"(stage) {
      const { client, ConverseCommand } = await bedrock(stage);
      const send = () => client.send(new ConverseCommand({ modelId: "fail-429", messages }));
      return await thrown(send).then((seen) => String((seen as { thrown: unknown }).thrown));
    },
    async "a call that calls back"(stage) {
      const { client, ConverseCommand } = await bedrock(stage);
      return await new Promise((resolve) => {
        client.send(new ConverseCommand({ modelId, messages }), (_: unknown, output: Record<string, unknown>) =>
          resolve(plain(output)),
        );
      });
    },
  },
};
