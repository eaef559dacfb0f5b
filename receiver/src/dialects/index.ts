import type { Facts } from "../model/facts.ts";
import { agentops } from "./agentops.ts";
import { anthropicSdk } from "./anthropic-sdk.ts";
import { claudeCode } from "./claude-code.ts";
import { codex } from "./codex.ts";
import { crewai } from "./crewai.ts";
import type { Dialect, Said } from "./dialect.ts";
import { fields } from "./fields.ts";
import { geminiCli } from "./gemini-cli.ts";
import { genkit } from "./genkit.ts";
import { googleAdk } from "./google-adk.ts";
import { laminar } from "./laminar.ts";
import { langfuse } from "./langfuse.ts";
import { langsmith } from "./langsmith.ts";
import { livekit } from "./livekit.ts";
import { logfire } from "./logfire.ts";
import { mastra } from "./mastra.ts";
import { mcp } from "./mcp.ts";
import { microsoft } from "./microsoft.ts";
import { mlflow } from "./mlflow.ts";
import { openaiAgents } from "./openai-agents.ts";
import { openinference } from "./openinference.ts";
import { openlit } from "./openlit.ts";
import { openllmetry } from "./openllmetry.ts";
import { otelGenai } from "./otel-genai.ts";
import { plain } from "./plain.ts";
import { pydanticAi } from "./pydantic-ai.ts";
import { Reading } from "./reading.ts";
import { saidOf } from "./said-of.ts";
import { sharedUsage } from "./shared-usage.ts";
import { spanwise } from "./spanwise.ts";
import { springAi } from "./spring-ai.ts";
import { strands } from "./strands.ts";
import { vercelAi } from "./vercel-ai.ts";
import { vercelAi7 } from "./vercel-ai-7.ts";
import { Wanted } from "./wanted.ts";

/** Order is precedence: a span that speaks two dialects is read by the first. The last speaks to everything. */
const dialects: readonly Dialect[] = [
  spanwise,
  langfuse,
  openinference,
  langsmith,
  vercelAi,
  vercelAi7,
  googleAdk,
  claudeCode,
  codex,
  geminiCli,
  anthropicSdk,
  agentops,
  mlflow,
  mastra,
  genkit,
  livekit,
  laminar,
  springAi,
  strands,
  openlit,
  openllmetry,
  pydanticAi,
  logfire,
  crewai,
  microsoft,
  openaiAgents,
  mcp,
  otelGenai,
];

export const keysAsked: ReadonlySet<string> = new Set([
  ...Object.values(fields).flatMap(({ keys }) => keys),
  ...sharedUsage.keys,
  ...[...dialects, plain].flatMap(keysOf),
]);

function keysOf({ keys, fields: own = {}, usage }: Dialect): readonly string[] {
  return [...keys, ...Object.values(own).flatMap((reader) => reader.keys), ...(usage?.keys ?? [])];
}

const readings: readonly Reading[] = dialects.map((dialect) => new Reading(dialect));
const plainReading = new Reading(plain);

export function dialectOf(said: Said): Dialect {
  return readingOf(said).dialect;
}

export function readFacts(said: Said): Facts {
  return readingOf(said).read(said);
}

/** A dialect speaks by one of its keys, or by where a span comes from: only those that may are asked. */
function readingOf(said: Said): Reading {
  let bits = byKeys.among(said.present) | bitsByOrigin(said);
  for (let index = 0; bits !== 0; index += 1, bits >>>= 1) {
    const reading = (bits & 1) === 0 ? undefined : readings[index];
    if (reading?.dialect.speaks(said)) return reading;
  }
  return plainReading;
}

const byKeys = new Wanted();
for (const [index, { keys }] of dialects.entries()) {
  if (keys.length > 0) byKeys.add(index, { keys, read: () => undefined });
}

const mostOrigins = 1000;
const origins = new Map<string, number>();

function bitsByOrigin({ scope, service }: Said): number {
  const origin = `${scope}\n${service}`;
  const known = origins.get(origin);
  if (known !== undefined) return known;
  const silent = saidOf({ scope, service, attributes: {} });
  const bits = dialects.reduce((all, dialect, index) => (dialect.speaks(silent) ? all | (1 << index) : all), 0);
  if (origins.size < mostOrigins) origins.set(origin, bits);
  return bits;
}
