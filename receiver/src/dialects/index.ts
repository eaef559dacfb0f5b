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
import { sharedUsage } from "./shared-usage.ts";
import { springAi } from "./spring-ai.ts";
import { strands } from "./strands.ts";
import { vercelAi } from "./vercel-ai.ts";
import { vercelAi7 } from "./vercel-ai-7.ts";

/** Order is precedence: a span that speaks two dialects is read by the first. The last speaks to everything. */
const dialects: readonly Dialect[] = [
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

function readingOf(said: Said): Reading {
  for (const reading of readings) if (reading.dialect.speaks(said)) return reading;
  return plainReading;
}
