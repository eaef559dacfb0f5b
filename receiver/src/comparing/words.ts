import { type Allowance, allowed } from "./allowance.ts";
import { shortestEdit } from "./shortest-edit.ts";

export interface Edit {
  readonly edit: "same" | "added" | "removed";
  /** Of a long stretch that is the same, its ends. */
  readonly text: string;
}

/** Words, runs of space, and single signs; letters of scripts that do not part words stand for themselves. */
const word =
  /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[[\p{L}\p{M}\p{N}_]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]]+|./gsv;
const line = /[^\n]*\n|[^\n]+/g;

/** In characters. Longer texts are compared by lines. */
const byWords = 100_000;
const mostEdits = 1000;
const mostTold = 300;

/** How one text became the other, word by word; by lines, or as one whole, where too much of it did. */
export function editsOf(left: string, right: string, allowance: Allowance): readonly Edit[] {
  if (allowance.characters <= 0 || allowance.work.left <= 0) return wholly(left, right, allowance);
  const isSwapped = right < left;
  const [one, other] = isSwapped ? [right, left] : [left, right];
  const patterns = left.length + right.length > byWords ? [line] : [word, line];
  const edits = patterns
    .values()
    .map((pattern) => editsBetween(one, other, pattern, allowance))
    .find(isFound);
  if (edits === undefined) return wholly(left, right, allowance);
  const told = isSwapped ? edits.map(turned) : edits;
  const ordered = inOrder(told);
  if (ordered.length > mostTold) allowance.isSpent = true;
  return ordered.slice(0, mostTold).map(({ edit, text }) => ({
    edit,
    text: allowed(edit === "same" ? middleLeftOut(text) : text, allowance),
  }));
}

function wholly(left: string, right: string, allowance: Allowance): readonly Edit[] {
  const edits: readonly Edit[] = [
    { edit: "removed", text: left },
    { edit: "added", text: right },
  ];
  return edits.flatMap(({ edit, text }) => (text === "" ? [] : [{ edit, text: allowed(text, allowance) }]));
}

const isFound = <Found>(found: Found | undefined): found is Found => found !== undefined;

function editsBetween(one: string, other: string, pattern: RegExp, allowance: Allowance): readonly Edit[] | undefined {
  const [left, right] = [one.match(pattern) ?? [], other.match(pattern) ?? []];
  const numbers = new Map<string, number>();
  const [ones, others] = [numbered(left, numbers), numbered(right, numbers)];
  const bounds = { mostEdits, work: allowance.work };
  const matches = shortestEdit(ones, others, bounds);
  if (matches === null) return undefined;
  const edits: Edit[] = [];
  let [leftAt, rightAt] = [0, 0];
  for (const [at, otherAt] of [...matches, [left.length, right.length] as const]) {
    push(edits, "removed", left.slice(leftAt, at));
    push(edits, "added", right.slice(rightAt, otherAt));
    push(edits, "same", left.slice(at, at + 1));
    [leftAt, rightAt] = [at + 1, otherAt + 1];
  }
  return joined(edits);
}

function numbered(tokens: readonly string[], numbers: Map<string, number>): Uint32Array {
  return Uint32Array.from(tokens, (token) => {
    const known = numbers.get(token) ?? numbers.size;
    numbers.set(token, known);
    return known;
  });
}

function push(edits: Edit[], edit: Edit["edit"], tokens: readonly string[]): void {
  if (tokens.length > 0) edits.push({ edit, text: tokens.join("") });
}

/** Neighbours of one kind as one. */
function joined(edits: readonly Edit[]): readonly Edit[] {
  const all: { edit: Edit["edit"]; texts: string[] }[] = [];
  for (const { edit, text } of edits) {
    const last = all.at(-1);
    if (last?.edit === edit) last.texts.push(text);
    else all.push({ edit, texts: [text] });
  }
  return all.map(({ edit, texts }) => ({ edit, text: texts.join("") }));
}

const others = { same: "same", added: "removed", removed: "added" } as const;
const turned = ({ edit, text }: Edit): Edit => ({ edit: others[edit], text });

/**
 * Between two stretches that are the same, what was removed stands before what was added. Space alone between changes is
 * part of both.
 */
function inOrder(edits: readonly Edit[]): readonly Edit[] {
  const ordered: Edit[] = [];
  const changed: Record<"removed" | "added", string[]> = { removed: [], added: [] };
  const close = () => {
    for (const edit of ["removed", "added"] as const) push(ordered, edit, changed[edit].splice(0));
  };
  for (const [at, one] of edits.entries()) {
    if (one.edit !== "same") changed[one.edit].push(one.text);
    else if (isSpaceBetween(one, edits, at)) for (const texts of Object.values(changed)) texts.push(one.text);
    else {
      close();
      ordered.push(one);
    }
  }
  close();
  return ordered;
}

const isSpaceBetween = ({ text }: Edit, edits: readonly Edit[], at: number) =>
  at > 0 && at < edits.length - 1 && text.trim() === "";

/** In characters, on either side of a change. */
const around = 80;

const middleLeftOut = (text: string) =>
  text.length > 4 * around ? `${text.slice(0, around).toWellFormed()} … ${text.slice(-around).toWellFormed()}` : text;
