import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChild } from "../child.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";

const program = join(import.meta.dirname, "../../sdk/src/bin/spanwise-sdk.ts");
const key = "key-of-the-doctor";
let spanwise: Spanwise;

beforeAll(async () => {
  spanwise = await startSpanwise({ API_KEYS: `${key}:acme` });
});
afterAll(() => spanwise?.remove());

async function doctor(endpoint: string) {
  const child = startChild({
    program: process.execPath,
    words: [program, "doctor"],
    directory: join(import.meta.dirname, "peers/openai-7"),
    environment: { SPANWISE_ENDPOINT: endpoint, SPANWISE_API_KEY: key },
  });
  const code = await child.ended;
  return { code, said: child.said() };
}

test("a trace is sent and found again, and each library is told with its copies", async () => {
  const { code, said } = await doctor(spanwise.http);
  expect(said).toMatch(/^ {2}openai 7\.\d+\.\d+: recorded as esm; recorded as cjs$/m);
  expect(said).toMatch(/^ {2}test trace [0-9a-f]{32}: taken and found again$/m);
  expect(said).toMatch(/^All is well\.$/m);
  expect(code).toBe(0);
});

test("an endpoint that is away is told", async () => {
  const { code, said } = await doctor("http://127.0.0.1:1");
  expect(said).toContain("- the test trace was not sent: ");
  expect(code).toBe(1);
});
