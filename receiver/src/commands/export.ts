import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { StartProblem } from "../start-problem.ts";
import type { Run } from "./run.ts";
import { targetOf, targetOptions } from "./sending.ts";

const options = {
  ...targetOptions,
  project: { type: "string", default: "default" },
  format: { type: "string", default: "otlp" },
  what: { type: "string", default: "spans" },
  from: { type: "string", default: "0" },
  to: { type: "string" },
  filter: { type: "string", multiple: true },
  output: { type: "string" },
} as const;

/** A file has its name only once it is whole. */
export const exportFile: Run = async (words) => {
  const { values } = parseArgs({ args: [...words], options });
  const { endpoint, headers } = targetOf(values);
  const url = `${endpoint}/api/projects/${encodeURIComponent(values.project)}/export?${queryOf(values)}`;
  const answer = await fetch(url, { headers }).catch((error: unknown) => {
    throw new StartProblem(
      `Nothing answers at ${endpoint}; start it with spanwise start, or name another --endpoint.`,
      {
        cause: error,
      },
    );
  });
  if (!answer.ok || answer.body === null) {
    throw new StartProblem(`The receiver answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  }
  const { output } = values;
  if (output === undefined) return write(answer.body, process.stdout);
  const part = `${output}.part`;
  try {
    const code = await write(answer.body, createWriteStream(part));
    if (code === 0) await rename(part, output);
    return code;
  } finally {
    await rm(part, { force: true });
  }
};

interface Words {
  readonly format: string;
  readonly what: string;
  readonly from: string;
  readonly to?: string;
  readonly filter?: readonly string[];
}

function queryOf({ format, what, from, to, filter = [] }: Words): URLSearchParams {
  const query = new URLSearchParams({ format, what, from, ...(to !== undefined && { to }) });
  for (const one of filter) {
    const at = one.indexOf("=");
    if (at <= 0) throw new StartProblem(`--filter wants NAME=VALUE, as in --filter status=error, not "${one}".`);
    query.append(one.slice(0, at), one.slice(at + 1));
  }
  return query;
}

async function write(body: ReadableStream, to: Writable): Promise<number> {
  try {
    await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), to, {
      end: to !== process.stdout,
    });
    return 0;
  } catch (error) {
    if (isClosedPipe(error)) return 0;
    process.stderr.write(`The export broke off and is not whole: ${(error as Error).message}\n`);
    return 1;
  }
}

/** Whoever reads what is printed has read enough. */
const isClosedPipe = (error: unknown) => error instanceof Error && "code" in error && error.code === "EPIPE";
