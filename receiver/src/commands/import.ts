import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { exportsInStream } from "../import/exports-in-stream.ts";
import { NotOtlp, type OtlpExport } from "../import/otlp-export.ts";
import { partialSuccess } from "../import/protobuf-export.ts";
import { StartProblem } from "../start-problem.ts";
import type { Run } from "./run.ts";
import { type Target, targetOf, targetOptions } from "./sending.ts";

interface Outcome {
  readonly accepted: number;
  readonly rejected: number;
  readonly messages: readonly string[];
}

/** Every file is tried, whatever became of the one before; the exit code is 1 when anything was not accepted. */
export const importFiles: Run = async (words) => {
  const { values, positionals } = parseArgs({ args: [...words], options: targetOptions, allowPositionals: true });
  if (positionals.length === 0) throw new StartProblem("Name the files to import: spanwise import FILE…");
  const target = targetOf(values);
  let failed = false;
  for (const path of positionals) {
    const { accepted, rejected, messages } = await importFile(path, target);
    failed ||= rejected > 0 || accepted === 0;
    process.stdout.write(`${path}: ${accepted} accepted, ${rejected} rejected\n`);
    for (const message of new Set(messages)) process.stdout.write(`  ${message}\n`);
  }
  return failed ? 1 : 0;
};

async function importFile(path: string, target: Target): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  try {
    for await (const request of exportsInStream(await contentOf(path))) outcomes.push(await send(request, target));
  } catch (error) {
    if (!(error instanceof NotOtlp || (error instanceof Error && "code" in error))) throw error;
    outcomes.push({ accepted: 0, rejected: 0, messages: [`this file was not imported to its end: ${error.message}`] });
  }
  return {
    accepted: outcomes.reduce((sum, outcome) => sum + outcome.accepted, 0),
    rejected: outcomes.reduce((sum, outcome) => sum + outcome.rejected, 0),
    messages: outcomes.flatMap((outcome) => outcome.messages),
  };
}

async function contentOf(path: string): Promise<AsyncIterable<Uint8Array<ArrayBuffer>>> {
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0).finally(() => file.close());
  const bytes = createReadStream(path);
  const magic = buffer.toString("hex");
  if (magic.startsWith("1f8b")) return pipeline(bytes, createGunzip(), () => undefined);
  return magic === "28b52ffd" ? pipeline(bytes, createZstdDecompress(), () => undefined) : bytes;
}

const attempts = 30;

async function send(request: OtlpExport, { endpoint, headers }: Target, attempt = 1): Promise<Outcome> {
  const answer = await post(`${endpoint}/v1/${request.signal}`, request, headers);
  if (answer.status === 503 && attempt < attempts) {
    await sleep(1000 * Math.min(Number(answer.headers.get("retry-after")) || 1, 30));
    return send(request, { endpoint, headers }, attempt + 1);
  }
  if (answer.status === 200) return outcomeOf(request, await answer.bytes());
  const message = `the receiver answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`;
  return { accepted: 0, rejected: request.records, messages: [message] };
}

async function post(url: string, { contentType, body }: OtlpExport, headers: Target["headers"]): Promise<Response> {
  try {
    return await fetch(url, { method: "POST", headers: { ...headers, "content-type": contentType }, body });
  } catch (error) {
    throw new StartProblem(`Nothing answers at ${url}; start it with spanwise start, or name another --endpoint.`, {
      cause: error,
    });
  }
}

function outcomeOf({ contentType, records }: OtlpExport, body: Uint8Array): Outcome {
  const { rejected, message } = contentType === "application/json" ? fromJson(body) : partialSuccess(body);
  return { accepted: records - rejected, rejected, messages: message === "" ? [] : [message] };
}

function fromJson(body: Uint8Array): { rejected: number; message: string } {
  const { partialSuccess: partial = {} } = JSON.parse(new TextDecoder().decode(body));
  const rejected = partial.rejectedSpans ?? partial.rejectedLogRecords ?? partial.rejectedDataPoints ?? 0;
  return { rejected: Number(rejected), message: partial.errorMessage ?? "" };
}
