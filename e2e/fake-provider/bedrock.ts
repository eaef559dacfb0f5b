import { crc32 } from "node:zlib";
import { anthropic } from "./anthropic.ts";
import { type Api, type Asked, isJson, listOf } from "./api.ts";
import { messages, text, tool, words } from "./weather.ts";

/** As Claude on Bedrock counts: what was read from or written to the cache is not among the input. */
const counts = {
  1: { inputTokens: 40, outputTokens: 30, totalTokens: 1270, cacheReadInputTokens: 200, cacheWriteInputTokens: 1000 },
  2: { inputTokens: 25, outputTokens: 21, totalTokens: 1246, cacheReadInputTokens: 1200, cacheWriteInputTokens: 0 },
} as const;

/** POST /model/MODEL/converse and /converse-stream */
export const bedrock: Api = {
  name: "bedrock",
  path: /\/model\/([^/]+)\/(converse|converse-stream)$/,
  contentType: "application/vnd.amazon.eventstream",
  read: (body, [, model, method]) => ({
    model: decodeURIComponent(String(model)),
    stream: method === "converse-stream",
    call: isJson(body.toolConfig) && !answered(body.messages) ? 1 : 2,
    structured: false,
    tellsUsage: true,
  }),
  usage: ({ call }) => ({
    input: counts[call].inputTokens + counts[call].cacheReadInputTokens + counts[call].cacheWriteInputTokens,
    output: counts[call].outputTokens,
    cached: counts[call].cacheReadInputTokens,
    cacheWrite: counts[call].cacheWriteInputTokens,
    reasoning: 0,
  }),
  whole: ({ call }) => ({
    output: { message: { role: "assistant", content: call === 1 ? [toolUse] : [{ text }] } },
    stopReason: call === 1 ? "tool_use" : "end_turn",
    usage: counts[call],
    metrics: { latencyMs: 12 },
  }),
  pieces: (asked) => events(asked).map(([name, event]) => frame(name, event)),
  failure: (status) => ({ message: messages[status] }),
};

const toolUse = { toolUse: { toolUseId: "tooluse_fake01", name: tool.name, input: tool.args } };

const answered = (conversation: unknown) =>
  listOf(conversation).some(({ content }) => listOf(content).some((block) => "toolResult" in block));

function events({ call }: Asked): readonly (readonly [name: string, event: object])[] {
  const delta = (delta: object) => ["contentBlockDelta", { contentBlockIndex: 0, delta }] as const;
  const use = { toolUse: { toolUseId: toolUse.toolUse.toolUseId, name: tool.name } };
  return [
    ["messageStart", { role: "assistant" }],
    ...(call === 1
      ? [
          ["contentBlockStart", { contentBlockIndex: 0, start: use }] as const,
          ...['{"city":', '"Paris"}'].map((input) => delta({ toolUse: { input } })),
        ]
      : words.map((text) => delta({ text }))),
    ["contentBlockStop", { contentBlockIndex: 0 }],
    ["messageStop", { stopReason: call === 1 ? "tool_use" : "end_turn" }],
    ["metadata", { usage: counts[call], metrics: { latencyMs: 12 } }],
  ];
}

/** https://smithy.io/2.0/aws/amazon-eventstream.html */
function frame(name: string, event: object): Buffer {
  const headers = Buffer.concat([
    header(":event-type", name),
    header(":content-type", "application/json"),
    header(":message-type", "event"),
  ]);
  const payload = Buffer.from(JSON.stringify(event));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(16 + headers.length + payload.length, 0);
  prelude.writeUInt32BE(headers.length, 4);
  const start = Buffer.concat([prelude, sumOf(prelude), headers, payload]);
  return Buffer.concat([start, sumOf(start)]);
}

function sumOf(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}

function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(3);
  length.writeUInt8(7, 0);
  length.writeUInt16BE(Buffer.byteLength(value), 1);
  return Buffer.concat([Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), length, Buffer.from(value)]);
}

/** POST /model/MODEL/invoke and /invoke-with-response-stream, of a model of Anthropic's. */
export const bedrockInvoke: Api = {
  ...anthropic,
  name: "bedrock-invoke",
  path: /\/model\/([^/]+)\/(invoke|invoke-with-response-stream)$/,
  contentType: "application/vnd.amazon.eventstream",
  read: (body, match) => ({
    ...anthropic.read(body, match),
    model: decodeURIComponent(String(match[1])),
    stream: match[2] !== "invoke",
  }),
  pieces: (asked) =>
    anthropic.pieces(asked).map((piece) => {
      const data = String(piece)
        .slice(String(piece).indexOf("data: ") + 6)
        .trim();
      return frame("chunk", { bytes: Buffer.from(data).toString("base64") });
    }),
  failure: bedrock.failure,
};
