import type { Way } from "./way.ts";
import { exported, shellWord, spanwiseVariables } from "./written.ts";

export const firstWays: readonly Way[] = [
  {
    id: "sdk",
    name: "Spanwise SDK",
    group: "first",
    words: "typescript javascript node npm init agent tool session",
    about:
      "Two lines in a program of Node 22 or newer: models, tools and agents of the libraries it knows are recorded.",
    snippets: (place) => [
      {
        title: "In your shell",
        language: "sh",
        text: `npm install @spanwise/sdk\n${exported(spanwiseVariables(place))}`,
      },
      {
        title: "In your program",
        language: "ts",
        text: `import { init, session } from "@spanwise/sdk";

init();

// What belongs to one conversation, and whose it is
await session({ id: conversationId, userId }, () => assistant.answer(question));`,
      },
      {
        title: "Or without a change to it",
        language: "sh",
        text: "node --import @spanwise/sdk/register agent.js",
      },
      { title: "When nothing comes", language: "sh", text: "npx @spanwise/sdk doctor" },
    ],
  },
  {
    id: "terminal",
    name: "One span from a terminal",
    group: "first",
    words: "curl try test hello http json",
    about: "To see that something arrives, before any program is changed.",
    snippets: ({ address, key }) => [{ title: "In your shell", language: "sh", text: curlLine(address, key) }],
  },
  {
    id: "demo",
    name: "Sessions to look around in",
    group: "first",
    words: "demo example sample data",
    about: "A few days of believable agents: where a receiver is installed, it makes them up.",
    snippets: ({ address, key }) => [
      {
        title: "In your shell",
        language: "sh",
        text: `npx spanwise demo --endpoint ${shellWord(address)}${key === null ? "" : ` --key ${shellWord(key)}`}`,
      },
    ],
  },
  {
    id: "agentops-bot",
    name: "A bot written for AgentOps",
    group: "first",
    words: "agentops getAgentOps BotRuntime",
    about: "It runs as it is: the SDK takes its calls.",
    snippets: ({ address, key }) => [
      {
        title: "In your shell",
        language: "sh",
        text: `npm install @spanwise/sdk
${exported({ AGENTOPS_ENABLED: "true", AGENTOPS_API_KEY: key ?? "local", AGENTOPS_ENDPOINT: address })}`,
      },
      {
        title: "In your program",
        language: "ts",
        text: `import { BotRuntime, getAgentOps } from "@spanwise/sdk/agentops";`,
      },
    ],
  },
];

/** One span that ends now and began a second ago, with ids of its own each time it is run. */
function curlLine(address: string, key: string | null): string {
  const header = key === null ? "" : ` -H ${shellWord(`authorization: Bearer ${key}`)}`;
  return `curl -s ${shellWord(`${address}/v1/traces`)} -H 'content-type: application/json'${header} -d '
{"resourceSpans":[{
  "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"my-terminal"}}]},
  "scopeSpans":[{"spans":[{"name":"hello","kind":1,
    "traceId":"'$(openssl rand -hex 16)'","spanId":"'$(openssl rand -hex 8)'",
    "startTimeUnixNano":"'$(($(date +%s) - 1))'000000000",
    "endTimeUnixNano":"'$(date +%s)'000000000"}]}]}]}'`;
}
