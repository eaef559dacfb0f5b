import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodedIn, secretRequests, signals, words } from "./sent-secrets.ts";
import { span, spanId, traceId, traces } from "./sent-spans.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

const filesIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name));

test("no table holds a secret, nor what lies beside the tables", async () => {
  for (const signal of signals) await at.send(signal, secretRequests[signal]);
  const tables = await at.store.query<{ name: string }>({
    text: "SELECT name FROM system.tables WHERE database = {database:String} AND total_rows > 0",
    params: { database: at.store.database },
  });
  expect(tables.length).toBeGreaterThan(5);
  for (const { name } of tables) {
    const rows = JSON.stringify(await at.store.query({ text: `SELECT * FROM ${name}` }));
    const found = words.filter((word) => `${rows}${decodedIn(rows)}`.includes(word));
    expect({ name, found }).toEqual({ name, found: [] });
  }
  for (const path of ["", "segments"].flatMap((folder) => filesIn(join(at.dataDir, folder)))) {
    const bytes = readFileSync(path);
    expect({ path, found: words.filter((word) => bytes.includes(word)) }).toEqual({ path, found: [] });
  }
});

const settings = "/api/projects/default/settings/redaction";

async function kept(attributes: Readonly<Record<string, string>>) {
  await at.send("traces", traces(span({ attributes })));
  const answer = (await at.get(`/api/projects/default/spans/${traceId}/${spanId}`)) as { attributes: object };
  return answer.attributes;
}

test("what a project sets is in force for what arrives from then on", async () => {
  expect(await at.get(settings)).toEqual({ name: "redaction", value: null, updatedAt: null });
  const patterns = [{ name: "customer", pattern: "C-[0-9]{4}" }];
  const set = await at.put(settings, { patterns, fields: ["user.*"], content: "metadata" });
  expect(set).toEqual({
    name: "redaction",
    value: { patterns, fields: ["user.*"], content: "metadata" },
    updatedAt: expect.stringMatching(/^\d{19}$/),
  });
  expect(await at.get(settings)).toEqual(set);
  expect(await kept({ "gen_ai.prompt": "hello", note: "for C-1234", "user.mail": "a@b.c" })).toEqual({
    "gen_ai.prompt": "[not captured: 5 bytes]",
    note: "for [redacted:customer]",
    "user.mail": "[redacted:field]",
  });
  await at.put(settings, {});
  expect(await kept({ "gen_ai.prompt": "hello", note: "for C-1234" })).toEqual({
    "gen_ai.prompt": "hello",
    note: "for C-1234",
  });
});

test.each([
  [{ patterns: [{ name: "a", pattern: "(?=a)b" }] }, /redaction\.patterns\.0\.pattern: is no pattern of RE2/],
  [{ patterns: [{ name: "a", pattern: "x*" }] }, /matches the empty text/],
  [{ patterns: [{ name: "a", pattern: "[a-z]{1000}[a-z]{1000}[a-z]{1000}" }] }, /is too large/],
  [{ patterns: [{ name: "", pattern: "a" }] }, /patterns\.0\.name: give up to 40 letters/],
  [{ patterns: Array(17).fill({ name: "a", pattern: "a" }) }, /redaction\.patterns: /],
  [{ fields: ["a*b"] }, /fields\.0: give a key/],
  [{ content: "maybe" }, /redaction\.content: /],
  [{ contents: "off" }, /contents/],
  [7, /redaction: /],
])("%j is refused with what is wrong", async (value, problem) => {
  await expect(at.put(settings, value)).rejects.toThrow(problem);
  await expect(at.put(settings, value)).rejects.toThrow(/"code":"bad_request"/);
});

test("another name and another project are not there", async () => {
  await expect(at.put("/api/projects/default/settings/nothing", 1)).rejects.toThrow(/there are .*redaction/);
  await expect(at.put("/api/projects/nobody/settings/redaction", {})).rejects.toThrow(/not_found/);
});
