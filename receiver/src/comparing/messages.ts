import { type Allowance, allowed, mayTell } from "./allowance.ts";
import { messageText, type Said } from "./said.ts";
import { shortestEdit } from "./shortest-edit.ts";
import { type Edit, editsOf } from "./words.ts";

export interface MessageChange {
  readonly status: "added" | "removed" | "changed";
  /** Which message it is of its side, from 0. */
  readonly leftIndex: number | null;
  readonly rightIndex: number | null;
  readonly leftRole: string | null;
  readonly rightRole: string | null;
  /** Null where the same was told of an earlier pair: of the one that `toldAt` is the place of. */
  readonly edits: readonly Edit[] | null;
  readonly toldAt: number | null;
}

/** What was told at which pair, so that a history that comes again is not told again. */
export class Telling {
  private readonly told = new Map<Said | null, Map<Said | null, number>>();

  /** The place where it was told first. */
  placeOf(left: Said | null, right: Said | null): number | null {
    return this.told.get(left)?.get(right) ?? null;
  }

  note(left: Said | null, right: Said | null, at: number): void {
    const ofLeft = this.told.get(left) ?? new Map<Said | null, number>();
    this.told.set(left, ofLeft);
    ofLeft.set(right, at);
  }
}

export interface Retelling {
  readonly allowance: Allowance;
  readonly telling: Telling;
  /** The place of the pair that is told. */
  readonly at: number;
}

const mostEdits = 1000;
const mostChanges = 200;

export interface MessageChanges {
  readonly messages: readonly MessageChange[];
  /** How many more changed than are told. */
  readonly omitted: number;
}

/** The messages that are not the same, in their order; between those that are, the first stands for the first, and so on. */
export function messageChanges(left: readonly Said[], right: readonly Said[], retelling: Retelling): MessageChanges {
  const messages: MessageChange[] = [];
  let omitted = 0;
  for (const [one, other] of pairsOf(left, right, retelling.allowance)) {
    const [before, after] = [left[one] ?? null, right[other] ?? null];
    if (before === after) continue;
    if (messages.length < mostChanges && mayTell(retelling.allowance))
      messages.push(changeOf(one, other, { before, after }, retelling));
    else omitted += 1;
  }
  return { messages, omitted };
}

type Sides = { readonly before: Said | null; readonly after: Said | null };

function changeOf(
  one: number,
  other: number,
  { before, after }: Sides,
  { allowance, telling, at }: Retelling,
): MessageChange {
  const toldAt = telling.placeOf(before, after);
  if (toldAt === null) telling.note(before, after, at);
  return {
    status: before === null ? "added" : after === null ? "removed" : "changed",
    leftIndex: before && one,
    rightIndex: after && other,
    leftRole: before?.role ?? null,
    rightRole: after?.role ?? null,
    edits: toldAt === null ? editsFrom({ before, after }, allowance) : null,
    toldAt,
  };
}

function editsFrom({ before, after }: Sides, allowance: Allowance): readonly Edit[] {
  if (before !== null && after !== null) return editsOf(messageText(before), messageText(after), allowance);
  const text = allowed(messageText((before ?? after) as Said), allowance);
  return [{ edit: before === null ? "added" : "removed", text }];
}

/** Places on both sides, -1 where one has none. */
function pairsOf(
  left: readonly Said[],
  right: readonly Said[],
  allowance: Allowance,
): readonly (readonly [number, number])[] {
  const isSwapped = isBefore(right, left);
  const [ones, others] = isSwapped ? [right, left] : [left, right];
  const numbers = new Map<Said, number>();
  const numbered = (list: readonly Said[]) =>
    Uint32Array.from(list, (said) => {
      const known = numbers.get(said) ?? numbers.size;
      numbers.set(said, known);
      return known;
    });
  const matches = shortestEdit(numbered(ones), numbered(others), { mostEdits, work: allowance.work });
  if (matches === null) allowance.isSpent = true;
  const pairs: [number, number][] = [];
  let [one, other] = [0, 0];
  for (const [at, otherAt] of [...(matches ?? []), [ones.length, others.length] as const]) {
    for (; one < at || other < otherAt; one += 1, other += 1)
      pairs.push([one < at ? one : -1, other < otherAt ? other : -1]);
    if (at < ones.length) pairs.push([at, otherAt]);
    [one, other] = [at + 1, otherAt + 1];
  }
  return isSwapped ? pairs.map(([first, second]) => [second, first]) : pairs;
}

/** Anything but the same both ways would do. */
function isBefore(ones: readonly Said[], others: readonly Said[]): boolean {
  if (ones.length !== others.length) return ones.length < others.length;
  const at = ones.findIndex((said, index) => said !== others[index]);
  return at !== -1 && textOf(ones[at]) < textOf(others[at]);
}

const textOf = (said: Said | undefined) => `${said?.role}\n${said?.json}`;
