import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openSink } from "../../test/sink.ts";

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.resetModules();
  for (const method of ["log", "warn"] as const) {
    vi.spyOn(console, method).mockImplementation((line) => void lines.push(String(line)));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function started(environment: Record<string, string>) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { getAgentOps } = await import("./agentops.ts");
  const { init } = await import("../init.ts");
  return { agentOps: getAgentOps(), stop: () => init().shutdown() };
}

test("three variables are enough", async () => {
  const sink = await openSink();
  const { agentOps, stop } = await started({
    AGENTOPS_ENABLED: "true",
    AGENTOPS_API_KEY: "secret",
    AGENTOPS_ENDPOINT: sink.endpoint,
  });
  expect([agentOps.isEnabled(), lines]).toEqual([true, ["[AgentOps] Initialized successfully"]]);
  const id = await agentOps.startSession({ botName: "b", botType: "agent", tags: [] });
  await agentOps.trackToolExecution(id, { tool: "t", args: { q: 1 } });
  await stop();
  sink.close();
  expect(sink.at("/v1/traces").map(({ authorization }) => authorization)).toEqual(["Bearer secret"]);
  expect(String(sink.at("/v1/logs")[0]?.body)).toContain("spanwise.session.start");
});

test("what runs already is used, and the line is said all the same", async () => {
  vi.stubEnv("SPANWISE_API_KEY", "secret");
  const { init } = await import("../init.ts");
  const { shutdown } = init({ endpoint: "http://127.0.0.1:1", exitTimeoutMillis: 1, instruments: false });
  const { agentOps } = await started({ AGENTOPS_ENABLED: "true" });
  expect([agentOps.isEnabled(), lines]).toEqual([true, ["[AgentOps] Initialized successfully"]]);
  await shutdown(1);
});

test("without the switch nothing starts, and without a key one line says so", async () => {
  expect((await started({ AGENTOPS_API_KEY: "secret" })).agentOps.isEnabled()).toBe(false);
  expect(lines).toEqual([]);
  vi.resetModules();
  vi.stubEnv("AGENTOPS_API_KEY", "");
  expect((await started({ AGENTOPS_ENABLED: "true" })).agentOps.isEnabled()).toBe(false);
  expect(lines).toEqual(["[AgentOps] not started: AGENTOPS_API_KEY is missing"]);
});
