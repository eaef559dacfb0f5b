/** A piece of a prompt: a message, the system prompt, the tools that are offered. */
export interface Spoken {
  readonly role: string;
  readonly text: string;
  /** Of a message, its place among the messages. */
  readonly index: number | null;
}

export type Prompt = readonly Spoken[];

/** Where a prompt does not go on as the one before. */
export interface Break {
  /** What happened to the piece that broke it; `cut`: the later prompt ends here. */
  readonly how: "changed" | "removed" | "inserted" | "cut";
  readonly earlier: Spoken | null;
  readonly later: Spoken | null;
  /** Characters that both pieces begin with. */
  readonly offset: number;
  /** The share of the later prompt that the earlier said too, behind the break: it was paid for again. */
  readonly again: number;
}

type Weigh = (text: string) => number;

/** Undefined where the later prompt begins with the earlier one. `weigh` tells how much of the prompt a text is. */
export function breakBetween(earlier: Prompt, later: Prompt, weigh: Weigh): Break | undefined {
  const at = earlier.findIndex((spoken, index) => !isSame(spoken, later[index]));
  if (at < 0) return undefined;
  const [before = null, after = null] = [earlier[at], later[at]];
  if (before === null || after === null) return { how: "cut", earlier: before, later: null, offset: 0, again: 0 };
  const how = whatHappened(earlier, later, at);
  const offset = how === "changed" ? sameBegin(before.text, after.text) : 0;
  const all = later.reduce((sum, { text }) => sum + weigh(text), 0);
  const known = countsOf(earlier.slice(at));
  const repeated = later.slice(at).reduce((sum, spoken) => sum + (take(known, spoken) ? weigh(spoken.text) : 0), 0);
  const ending = how === "changed" ? weigh(sameEnd(before.text, after.text, offset)) : 0;
  return { how, earlier: before, later: after, offset, again: all === 0 ? 0 : (repeated + ending) / all };
}

const keyOf = ({ role, text }: Spoken) => `${role}\n${text}`;
const isSame = (one: Spoken, other: Spoken | undefined) => other?.text === one.text && other.role === one.role;

function whatHappened(earlier: Prompt, later: Prompt, at: number): Break["how"] {
  const [before, after] = [earlier[at] as Spoken, later[at] as Spoken];
  const removed = earlier.findIndex((spoken, index) => index > at && isSame(after, spoken));
  const inserted = later.findIndex((spoken, index) => index > at && isSame(before, spoken));
  if (removed < 0 && inserted < 0) return "changed";
  return inserted < 0 || (removed >= 0 && removed <= inserted) ? "removed" : "inserted";
}

function countsOf(prompt: Prompt): Map<string, number> {
  const counts = new Map<string, number>();
  for (const spoken of prompt) counts.set(keyOf(spoken), (counts.get(keyOf(spoken)) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, spoken: Spoken): boolean {
  const left = counts.get(keyOf(spoken)) ?? 0;
  if (left > 0) counts.set(keyOf(spoken), left - 1);
  return left > 0;
}

function sameBegin(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

/** What both end with, without what they begin with. */
function sameEnd(one: string, other: string, offset: number): string {
  const most = Math.min(one.length, other.length) - offset;
  let length = 0;
  while (length < most && one.charCodeAt(one.length - 1 - length) === other.charCodeAt(other.length - 1 - length))
    length += 1;
  return one.slice(one.length - length);
}

const shownBefore = 40;
const shownAfter = 80;

/** The text around the place. */
export function snippet(text: string, offset: number): string {
  const [from, to] = [Math.max(0, offset - shownBefore), offset + shownAfter];
  return `${from > 0 ? "…" : ""}${text.slice(from, to).toWellFormed()}${to < text.length ? "…" : ""}`;
}
