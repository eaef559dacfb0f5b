import type { Agent, Tool } from "./agents/agent.ts";
import { type Failure, log, type Scene, tell } from "./scene.ts";
import type { Topic } from "./text.ts";

export interface ToolCall {
  readonly agent: Agent;
  readonly tool: Tool;
  readonly callId: string;
  readonly topic: Topic;
  readonly parentSpanId: string;
  readonly arguments: unknown;
  readonly failure?: Failure | undefined;
  readonly running?: boolean;
  /** Unix milliseconds before which it does not end. */
  readonly busyUntil?: number | undefined;
}

/** One tool call with what it reaches for below it; gives what the model is told of it. */
export function tellTool(scene: Scene, call: ToolCall): unknown {
  const { agent, tool, failure } = call;
  const spanId = scene.random.hex(8);
  const start = scene.now;
  const result = failure ? { error: failure.message } : tool.result(call.topic, scene.random);
  if (!call.running) spend(scene, call, spanId);
  tell(scene, {
    agent,
    name: `execute_tool ${tool.name}`,
    kind: 1,
    spanId,
    parentSpanId: call.parentSpanId,
    start,
    ...(!call.running && { end: scene.now }),
    attributes: {
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": tool.name,
      "gen_ai.tool.description": tool.description,
      "gen_ai.tool.type": "function",
      "gen_ai.tool.call.id": call.callId,
      "gen_ai.tool.call.arguments": JSON.stringify(call.arguments),
      "gen_ai.agent.name": agent.name,
      ...(!failure && !call.running && { "gen_ai.tool.call.result": JSON.stringify(result) }),
    },
    failure,
  });
  if (failure) log(scene, { agent, spanId, level: "ERROR", text: `${tool.name} failed: ${failure.message}` });
  return result;
}

function spend(scene: Scene, call: ToolCall, spanId: string): void {
  const { tool, failure } = call;
  const millis = failure?.type === "timeout" ? 15_000 : scene.random.lognormal(tool.millis, 0.6);
  scene.now += millis * 0.04;
  if (tool.reaches) reach(scene, call, spanId, millis * 0.9);
  else scene.now += millis * 0.9;
  scene.now = Math.max(scene.now + millis * 0.06, call.busyUntil ?? 0);
}

function reach(scene: Scene, { agent, tool, failure, topic }: ToolCall, parentSpanId: string, millis: number): void {
  const start = scene.now;
  scene.now += millis;
  const passage = {
    agent,
    kind: 3 as const,
    spanId: scene.random.hex(8),
    parentSpanId,
    start,
    end: scene.now,
    failure,
  };
  if (tool.reaches === "db") {
    tell(scene, {
      ...passage,
      name: `SELECT ${topic.table}`,
      attributes: {
        "db.system.name": "postgresql",
        "db.namespace": "shop",
        "db.operation.name": "SELECT",
        "db.query.text": `SELECT * FROM ${topic.table} WHERE id = $1 LIMIT 50`,
        "server.address": "db.harbour-pine.internal",
        "server.port": 5432,
      },
    });
    return;
  }
  const host = `${tool.name.replaceAll("_", "-")}.harbour-pine.example`;
  tell(scene, {
    ...passage,
    name: "POST",
    attributes: {
      "http.request.method": "POST",
      "http.response.status_code": failure ? 503 : 200,
      "url.full": `https://${host}/v1/${tool.name}`,
      "server.address": host,
      "server.port": 443,
    },
  });
}
