/** `node record.ts NAME`: runs a recorder against the fake provider and keeps what it exports in receiver/test/recorded. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startFakeProvider } from "../fake-provider/fake-provider.ts";
import { oneRequest } from "./one-request.ts";
import { startRecordingServer } from "./recording-server.ts";
import { recordingName, runRecorder } from "./run-recorder.ts";
import { scrub } from "./scrub.ts";

const name = process.argv[2] ?? "";
const recording = await recordingName(name);
const provider = await startFakeProvider();
const server = await startRecordingServer();
process.stdout.write(await runRecorder(name, { provider: provider.url, endpoint: server.url }));
await Promise.all([provider.stop(), server.stop()]);

for (const signal of ["traces", "logs", "metrics"] as const) {
  const requests = server.requests[signal];
  if (requests.length === 0) continue;
  const path = join(import.meta.dirname, `../../receiver/test/recorded/${recording}.${signal}.json`);
  const text = written(scrub(oneRequest(signal, requests)));
  writeFileSync(path, text);
  process.stdout.write(`${path}: ${text.length} bytes\n`);
}
process.stdout.write(`${provider.ledger.calls.map((call) => JSON.stringify(call)).join("\n")}\n`);

/** A record a line, more or less: events and metric points begin lines too. */
function written(request: object): string {
  const lines = JSON.stringify(request).replaceAll(
    /\{"(traceId|timeUnixNano|observedTimeUnixNano|name)":/g,
    '\n{"$1":',
  );
  return `${lines.trimStart()}\n`;
}
