import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { query } from "./query.ts";
import { type Spanwise, startSpanwise } from "./spanwise.ts";

const key = "key-of-the-sdk";
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise({ API_KEYS: `${key}:acme` });
});
afterAll(() => spanwise?.remove());

test("a run is seen while it runs, and then as it ended", async () => {
  const agent = startLongRun();
  const [line] = (await once(createInterface(agent.stdout), "line")) as [string];
  const told = {
    name: "invoke_agent coder",
    kind: "agent",
    service: "coder",
    sessionId: "a long session",
    agentName: "coder",
    spanCount: 1,
  };
  await expect.poll(() => traceOf(line), { timeout: 15_000 }).toEqual({ ...told, status: "running", endTime: null });

  agent.stdin.end();
  const [code] = await once(agent, "exit");
  expect(code).toBe(0);
  await expect
    .poll(() => traceOf(line), { timeout: 15_000 })
    .toEqual({ ...told, status: "ok", endTime: expect.stringMatching(/^\d{19}$/) });
});

function startLongRun() {
  return spawn(process.execPath, [join(import.meta.dirname, "js/long-run.ts")], {
    env: {
      PATH: process.env.PATH,
      OTEL_SERVICE_NAME: "coder",
      SPANWISE_ENDPOINT: spanwise.http,
      SPANWISE_API_KEY: key,
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
}

async function traceOf(id: string) {
  try {
    const { trace, spans } = await query<Answer>({ spanwise, project: "acme", key }, `traces/${id}`);
    const { name, service, sessionId, agentName, spanCount, status, endTime } = trace;
    return { name, kind: spans[0]?.kind, service, sessionId, agentName, spanCount, status, endTime };
  } catch (error) {
    return String(error);
  }
}

interface Answer {
  readonly trace: {
    readonly name: string;
    readonly service: string;
    readonly sessionId: string;
    readonly agentName: string;
    readonly spanCount: number;
    readonly status: string;
    readonly endTime: string | null;
  };
  readonly spans: readonly { readonly kind: string }[];
}
