import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demo } from "../src/commands/demo.ts";
import { exportFile } from "../src/commands/export.ts";
import { importFiles } from "../src/commands/import.ts";
import { openStore } from "../src/store/open.ts";
import { storedRows } from "./stored-rows.ts";
import { type WholeReceiver, wholeReceiver } from "./whole-receiver.ts";

let at: WholeReceiver;
const before = { project: "before", key: "key-1" };
const after = { project: "after", key: "key-2" };
type Tenant = typeof before;

beforeAll(async () => {
  at = await wholeReceiver({ environment: { API_KEYS: "key-1:before,key-2:after" } });
  const size = ["--days", "1", "--sessions", "12", "--spans", "400", "--seed", "export"];
  expect(await demo([...wordsFor(before), ...size])).toBe(0);
  await at.settled();
}, 120_000);

afterAll(() => at.cleanup());

const wordsFor = ({ project, key }: Tenant) => [
  ...["--endpoint", `http://127.0.0.1:${at.port}`],
  ...["--key", key, "--project", project],
];

const file = (name: string) => join(at.directory, name);

async function exported(what: string, format: string, ...more: readonly string[]): Promise<string> {
  const output = file(`${what}.${format}`);
  const words = ["--what", what, "--format", format, "--output", output, ...more];
  expect(await exportFile([...wordsFor(before), ...words])).toBe(0);
  return output;
}

async function listed({ project, key }: Tenant, path: string): Promise<readonly { traceId: string }[]> {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`http://127.0.0.1:${at.port}/api/projects/${project}/${path}`, { headers });
  return ((await answer.json()) as { items: { traceId: string }[] }).items;
}

test("the spans of a file are those the list shows, by the same filters", async () => {
  const path = await exported("spans", "jsonl", "--filter", "kind=llm", "--filter", "status=ok");
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  const items = await listed(before, "spans?from=0&kind=llm&status=ok&limit=1000");
  const ids = (text: readonly { traceId: string }[]) => text.map(({ traceId }) => traceId).sort();
  expect(ids(lines.map((line) => JSON.parse(line)))).toEqual(ids(items));
  expect(items.length).toBeGreaterThan(50);
});

test("what cannot be answered leaves no file", async () => {
  const words = ["--format", "xml", "--output", file("none.xml")];
  await expect(exportFile([...wordsFor(before), ...words])).rejects.toThrow("The receiver answered 400");
  await expect(exportFile([...wordsFor(before), "--filter", "kind"])).rejects.toThrow("--filter wants NAME=VALUE");
  await expect(access(file("none.xml"))).rejects.toThrow();
});

test("a demo that is exported and imported is the same rows and answers", { timeout: 120_000 }, async () => {
  const [spans, logs] = [await exported("spans", "otlp"), await exported("logs", "otlp")];
  await writeFile(`${logs}.gz`, gzipSync(await readFile(logs)));
  expect(await importFiles([spans, `${logs}.gz`, ...wordsFor(after).slice(0, 4)])).toBe(0);
  await at.settled();
  for (const path of ["traces?from=0&limit=1000", "sessions?from=0&limit=1000", "logs?from=0&limit=1000"])
    expect(await listed(after, path)).toEqual(await listed(before, path));
  expect(await listed(after, "spans?from=0&limit=1000")).toEqual(await listed(before, "spans?from=0&limit=1000"));
  await at.stop();
  const store = await openStore({ kind: "embedded", dataDir: at.directory });
  const rows = await storedRows(store).finally(() => store.close());
  for (const table of ["spans", "logs", "ledger", "traces", "sessions"]) {
    expect(rows.get(before.project)?.[table]?.length).toBeGreaterThan(0);
    expect(rows.get(after.project)?.[table]).toEqual(rows.get(before.project)?.[table]);
  }
});
