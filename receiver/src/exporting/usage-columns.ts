import type { Cost, Tokens } from "../model/usage.ts";
import { type Column, money, text, whole } from "./column.ts";

interface Used {
  readonly tokens: Tokens | null;
  readonly cost: Cost | null;
}

/** What was used and what it cost: of a span, a trace or a session. */
export const usageColumns: readonly Column<Used>[] = [
  whole("inputTokens", ({ tokens }) => tokens?.input ?? null),
  whole("outputTokens", ({ tokens }) => tokens?.output ?? null),
  whole("totalTokens", ({ tokens }) => tokens?.total ?? null),
  whole("cachedTokens", ({ tokens }) => tokens?.cached ?? null),
  whole("cacheWriteTokens", ({ tokens }) => tokens?.cacheWrite ?? null),
  whole("reasoningTokens", ({ tokens }) => tokens?.reasoning ?? null),
  money("cost", ({ cost }) => cost?.total ?? null),
  money("inputCost", ({ cost }) => cost?.input ?? null),
  money("outputCost", ({ cost }) => cost?.output ?? null),
  money("cachedCost", ({ cost }) => cost?.cached ?? null),
  money("cacheWriteCost", ({ cost }) => cost?.cacheWrite ?? null),
  text("costSource", ({ cost }) => cost?.source ?? null),
  text("priceVersion", ({ cost }) => cost?.priceVersion ?? null),
];
