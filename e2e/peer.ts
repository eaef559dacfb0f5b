import { join } from "node:path";
import { runChild } from "./child.ts";

export interface Destination {
  /** As OTEL_EXPORTER_OTLP_ENDPOINT wants it. */
  readonly endpoint: string;
  readonly key?: string;
}

export interface Telling {
  /** As OTEL_EXPORTER_OTLP_PROTOCOL has it: grpc, http/protobuf, http/json. */
  readonly protocol: string;
  readonly compression: string;
  readonly service: string;
}

const here = (path: string) => join(import.meta.dirname, path);
const programs = {
  js: { program: process.execPath, script: here("js/tell-story.ts") },
  python: { program: here("../.cache/python/bin/python"), script: here("python/tell_story.py") },
};

/** Has a program with official exporters tell the story. Gives the trace's id. */
export async function tellStory(language: keyof typeof programs, to: Destination, telling: Telling): Promise<string> {
  const { program, script } = programs[language];
  const environment = {
    OTEL_SERVICE_NAME: telling.service,
    OTEL_EXPORTER_OTLP_ENDPOINT: to.endpoint,
    // Not every exporter knows the word none.
    ...(telling.compression !== "none" && { OTEL_EXPORTER_OTLP_COMPRESSION: telling.compression }),
    ...(to.key !== undefined && { OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${to.key}` }),
  };
  const said = await runChild({ program, words: [script, telling.protocol], environment });
  if (!/^[0-9a-f]{32}$/.test(said)) throw new Error(`expected a trace's id, and nothing else, from ${script}\n${said}`);
  return said;
}
