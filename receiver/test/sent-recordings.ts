import { expect } from "vitest";
import type { Span } from "../src/model/span.ts";
import { encodeJson } from "../src/otlp/json.ts";
import type { RecordedExport } from "./recorded-exports.ts";
import { poured, type TestReceiver } from "./test-receiver.ts";

/** What a project is sent, one file after the other. */
export interface Sending {
  readonly project: string;
  readonly files: readonly RecordedExport[];
}

/** Sends the first file of every project, then the second of every, and so on; each round is reckoned before the next. */
export async function sendInRounds(at: TestReceiver, sendings: readonly Sending[]): Promise<void> {
  const rounds = Math.max(...sendings.map(({ files }) => files.length));
  for (let round = 0; round < rounds; round += 1) {
    const taken = sendings.map(({ project, files }) => take(at, project, files[round]));
    expect(await Promise.all(taken)).toEqual(sendings.map(() => 0));
    await poured(at.ingest);
  }
}

/** Answers how many records were rejected. */
async function take(at: TestReceiver, project: string, file: RecordedExport | undefined): Promise<number> {
  if (file === undefined) return 0;
  const { signal, text } = file;
  const { body } = encodeJson(signal, Buffer.from(text));
  return (await at.ingest.take({ signal, project, body, source: "test", warnings: [] })).rejected;
}

/** Every span of a project, trace by trace. */
export async function allSpans(at: TestReceiver, project: string): Promise<readonly Span[]> {
  const traces = await listed<{ traceId: string }>(at, project, "/traces?from=0&limit=1000");
  const ids = traces.map(({ traceId }) => traceId).sort();
  const answers = ids.map((id) => at.get(`/api/projects/${project}/traces/${id}?limit=5000`));
  return ((await Promise.all(answers)) as { spans: readonly Span[] }[]).flatMap(({ spans }) => spans);
}

export async function listed<Item>(at: TestReceiver, project: string, path: string): Promise<readonly Item[]> {
  return ((await at.get(`/api/projects/${encodeURIComponent(project)}${path}`)) as { items: readonly Item[] }).items;
}
