import { afterAll, beforeAll, expect, test } from "vitest";
import { logLines, spanLines } from "../src/exporting/otlp-requests.ts";
import { encodeJson } from "../src/otlp/json.ts";
import { questionsTo } from "../src/store/questions.ts";
import { recordedExports } from "./recorded-exports.ts";
import { allSpans, listed, sendInRounds } from "./sent-recordings.ts";
import { storedRows } from "./stored-rows.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;

beforeAll(async () => {
  at = await testReceiver();
});

afterAll(() => at.cleanup());

const always = { from: 0n, to: 18_446_744_073_709_551_615n };
const lines = async (told: AsyncIterable<string>) => (await Array.fromAsync(told)).join("").split("\n").filter(Boolean);

async function exported(project: string) {
  const questions = questionsTo(at.store);
  const filters = { project, range: always };
  return {
    traces: await lines(spanLines(questions.eachStoredSpan(filters))),
    logs: await lines(logLines(questions.eachStoredLog(filters))),
  };
}

async function imported(project: string, told: Awaited<ReturnType<typeof exported>>) {
  for (const signal of ["traces", "logs"] as const) {
    for (const line of told[signal]) {
      const { body, warnings } = encodeJson(signal, Buffer.from(line));
      expect(warnings).toEqual([]);
      expect(await at.send(signal, body, project)).toMatchObject({ rejected: 0 });
    }
  }
}

test("what is exported of the recordings comes back as the same rows and answers", { timeout: 300_000 }, async () => {
  const recordings = recordedExports.filter(({ signal }) => signal !== "metrics");
  await sendInRounds(at, [{ project: "before", files: recordings }]);
  await imported("after", await exported("before"));
  const rows = await storedRows(at.store);
  const [before, after] = [rows.get("before"), rows.get("after")];
  for (const table of ["spans", "logs", "ledger", "traces", "sessions"]) {
    expect(after?.[table]).toEqual(before?.[table]);
    expect(before?.[table]?.length).toBeGreaterThan(0);
  }
  expect(await allSpans(at, "after")).toEqual(await allSpans(at, "before"));
  for (const path of ["/traces?from=0&limit=1000", "/sessions?from=0&limit=1000", "/logs?from=0&limit=1000"])
    expect(await listed(at, "after", path)).toEqual(await listed(at, "before", path));
});
