import { type Play, type Stage, thrown } from "../scenario.ts";

/** Of either version, whichever is installed. */
async function pairOf({ load }: Stage) {
  const first = await load("@modelcontextprotocol/sdk/client/index.js").catch(() => undefined);
  const { Client } = first ?? (await load("@modelcontextprotocol/client"));
  const { McpServer } = await load(first ? "@modelcontextprotocol/sdk/server/mcp.js" : "@modelcontextprotocol/server");
  const { InMemoryTransport } = await load(
    first ? "@modelcontextprotocol/sdk/inMemory.js" : "@modelcontextprotocol/client",
  );
  const { z } = await load("zod");
  const server = new McpServer({ name: "weather", version: "1.0.0" });
  const input = { city: z.string() };
  const tool = { description: "The weather of a city", inputSchema: first ? input : z.object(input) };
  server.registerTool("get_weather", tool, async ({ city }: { readonly city: string }) => {
    if (city === "Nowhere") throw new Error("there is no such city");
    return { content: [{ type: "text", text: "18 degrees" }] };
  });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "host", version: "1.0.0" });
  await Promise.all([server.connect(theirs), client.connect(ours)]);
  return client;
}

export const play: Play = {
  packages: [],
  scenarios: {
    async "a tool"(stage) {
      const client = await pairOf(stage);
      return await client.callTool({ name: "get_weather", arguments: { city: "Paris" } });
    },
    async "a tool that fails"(stage) {
      const client = await pairOf(stage);
      return await client.callTool({ name: "get_weather", arguments: { city: "Nowhere" } });
    },
    async "what is not there"(stage) {
      const client = await pairOf(stage);
      return await thrown(() => client.getPrompt({ name: "nothing" }));
    },
    async "the tools"(stage) {
      const { tools } = await (await pairOf(stage)).listTools();
      return tools.map(({ name }: { readonly name: string }) => name);
    },
  },
};
