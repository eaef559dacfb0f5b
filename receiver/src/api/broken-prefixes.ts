import { Breath } from "../breath.ts";
import { askedWith } from "../dialects/content/asked-with.ts";
import { readContent } from "../dialects/content/read-content.ts";
import type { PicoDollars } from "../model/cost.ts";
import type { LogRecord } from "../model/log.ts";
import type { Message, Part } from "../model/message.ts";
import type { PromptCall, PromptPair } from "../model/prompt.ts";
import type { Span } from "../model/span.ts";
import { type Break, breakBetween, type Prompt, type Spoken } from "../spending/broken-prefix.ts";
import { moneyLost } from "../spending/money-lost.ts";
import type { SpanFilters } from "../store/queries/filters.ts";
import type { Room } from "./project.ts";

/** A call that paid again for what the one before it had sent already. */
export interface BrokenPrefix extends Break {
  readonly pair: PromptPair;
  readonly call: PromptCall;
  /** Estimated. */
  readonly tokens: number;
  /** Null without prices. */
  readonly lost: PicoDollars | null;
}

export interface BrokenPrefixes {
  /** What cost most first. */
  readonly broken: readonly BrokenPrefix[];
  /** How many calls were looked at, how many came after another that they might have gone on from, how many were read. */
  readonly calls: number;
  readonly pairs: number;
  readonly read: number;
  /** Of those read, how many do not tell what was asked. */
  readonly silent: number;
  readonly isPartial: boolean;
}

/** So many pairs are compared by hashes; of so many as are to be shown twice the texts are read, up to so many bytes. */
const mostPairs = 400;
const textsForEach = 2;
const mostBytes = 16 * 1024 * 1024;
/** Less is not worth telling. */
const fewestTokens = 100;

type Asked = Pick<Room, "questions" | "history">;

/** Where prompts did not go on as those before them, though the cache held these. */
export async function findBrokenPrefixes(
  { questions, history }: Asked,
  filters: SpanFilters,
  limit: number,
): Promise<BrokenPrefixes> {
  const { project } = filters;
  const { pairs, calls, isCut, count } = await questions.findPromptPairs(filters, mostPairs);
  const ranked = await new Breath().through(rank(pairs, await questions.readPromptOutlines(project, placesOf(pairs))));
  const chosen = ranked.slice(0, limit * textsForEach);
  const said = await questions.readPrompts(project, { places: placesOf(chosen), bytes: mostBytes });
  const priced = await questions.readPromptCalls(
    project,
    chosen.map(({ later }) => later),
  );
  const broken: BrokenPrefix[] = [];
  let silent = 0;
  for (const pair of chosen) {
    const [earlier, later] = [said.get(keyOf(pair.earlier)), said.get(keyOf(pair.later))];
    const call = priced.get(keyOf(pair.later));
    const prompts = earlier && later && promptsOf([earlier, later]);
    if (prompts === undefined || call === undefined) silent += 1;
    else broken.push(...brokenIn({ pair, call, prompts }, history.price));
  }
  const isPartial = isCut || count > pairs.length || ranked.length > chosen.length;
  return { broken: broken.sort(byLoss), calls, pairs: count, read: chosen.length, silent, isPartial };
}

const placesOf = (pairs: readonly PromptPair[]) => pairs.flatMap(({ earlier, later }) => [earlier, later]);
const keyOf = ({ traceId, spanId }: PromptPair["later"]) => `${traceId} ${spanId}`;

/** By what may have been lost, as far as hashes tell; those that cannot have lost anything are left out. */
function* rank(pairs: readonly PromptPair[], outlines: ReadonlyMap<string, Span>): Generator<undefined, PromptPair[]> {
  const ranked: { readonly pair: PromptPair; readonly guess: number }[] = [];
  for (const pair of pairs) {
    const share = shareAgain(outlines.get(keyOf(pair.earlier)), outlines.get(keyOf(pair.later)));
    if (share > 0) ranked.push({ pair, guess: share * (pair.rank || pair.most * tinyPrice) });
    yield;
  }
  return ranked.sort((one, other) => other.guess - one.guess).map(({ pair }) => pair);
}

/** What nobody knows the price of comes behind what somebody does. */
const tinyPrice = 1e-12;
const unknown = 0.25;
/** Alike by its messages, but not by its tools. */
const otherTools = 0.5;

function shareAgain(earlier: Span | undefined, later: Span | undefined): number {
  if (earlier === undefined || later === undefined) return unknown;
  const [before, after] = [outlineOf(earlier), outlineOf(later)];
  if (before.length === 0 || after.length === 0) return unknown;
  const found = breakBetween(before, after, () => 1);
  if (found === undefined) return toolPrint(earlier) === toolPrint(later) ? 0 : otherTools;
  return found.again + (found.how === "changed" ? 0.5 / after.length : 0);
}

/** Each part by itself: where a message stands for its hash, nothing tells whose it is. */
function outlineOf(span: Span): Prompt {
  const { system, input } = readContent(span, []);
  const parts = input.flatMap((message) => message.parts.map((part) => JSON.stringify(part)));
  return [...(system === null ? [] : [system]), ...parts].map((text) => ({ role: "", text, index: null }));
}

/** Whatever may tell of tools; long definitions by their hashes. */
const toolPrint = ({ attributes }: Span) =>
  JSON.stringify(Object.entries(attributes).filter(([key]) => /tool|function|parameters/i.test(key)));

interface SaidCall {
  readonly told: Span;
  readonly logs: readonly LogRecord[];
}

/** Undefined where one of them does not tell what was asked. */
function promptsOf(calls: readonly [SaidCall, SaidCall]): readonly [Prompt, Prompt] | undefined {
  const [earlier, later] = calls.map(promptOf) as [Prompt, Prompt];
  const [toolsBefore, toolsAfter] = calls.map(({ told }) => toolsOf(told)) as [Spoken | undefined, Spoken | undefined];
  if (earlier.length === 0 || later.length === 0) return undefined;
  if (toolsBefore === undefined || toolsAfter === undefined) return [earlier, later];
  return [
    [toolsBefore, ...earlier],
    [toolsAfter, ...later],
  ];
}

function promptOf({ told, logs }: SaidCall): Prompt {
  const { system, input } = readContent(told, logs);
  const messages = input.map((message, index) => ({ role: message.role, text: textOf(message), index }));
  return system === null ? messages : [{ role: "system", text: system, index: null }, ...messages];
}

/** Providers put the tools before everything else. */
function toolsOf({ attributes }: Span): Spoken | undefined {
  const { tools } = askedWith(attributes);
  return Object.keys(tools).length === 0 ? undefined : { role: "tools", text: JSON.stringify(tools), index: null };
}

const textOf = ({ parts }: Message) => parts.map(textOfPart).join("\n");

function textOfPart(part: Part): string {
  if (part.type === "text" || part.type === "reasoning") return part.text;
  if (part.type === "tool_call") return `${part.name}(${inWords(part.arguments)})`;
  if (part.type === "tool_result") return inWords(part.result);
  return `[${part.modality} ${part.uri ?? part.mimeType ?? ""}]`;
}

const inWords = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

interface ReadPair {
  readonly pair: PromptPair;
  readonly call: PromptCall;
  readonly prompts: readonly [Prompt, Prompt];
}

function brokenIn({ pair, call, prompts }: ReadPair, price: Asked["history"]["price"]): readonly BrokenPrefix[] {
  const found = breakBetween(...prompts, (text) => text.length);
  if (found === undefined) return [];
  const { input, cached } = call.call.usage;
  const tokens = Math.min(pair.most, input - cached, Math.round(found.again * input));
  if (tokens < fewestTokens) return [];
  const lost = moneyLost(call, tokens, price);
  return lost === 0n ? [] : [{ ...found, pair, call, tokens, lost }];
}

function byLoss(one: BrokenPrefix, other: BrokenPrefix): number {
  const [less, more] = [one.lost ?? 0n, other.lost ?? 0n];
  return less === more ? other.tokens - one.tokens : less < more ? 1 : -1;
}
