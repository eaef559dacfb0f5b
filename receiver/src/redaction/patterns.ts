import { RE2JS } from "re2js";

export interface NamedPattern {
  readonly name: string;
  readonly pattern: string;
}

/** Text is looked through in stretches: how long they are, and how far one reaches into the next. */
const stretch = 4096;
const overlap = 512;
/** With more matches than this in a stretch, what is left of it goes whole. */
const mostMatches = 16;

/**
 * A project's own patterns. The engine never goes back over what it has read, and finding all matches, which would
 * begin anew behind each, is bounded for each stretch: so the time is in proportion to the text, whatever both are.
 */
export class Patterns {
  /** How far the engine may have read, summed up over all looks. */
  steps = 0;
  private readonly each: readonly { readonly name: string; readonly expression: RE2JS }[];
  private readonly any: RE2JS;

  constructor(patterns: readonly NamedPattern[]) {
    this.each = patterns.map(({ name, pattern }) => ({ name, expression: RE2JS.compile(pattern) }));
    this.any = RE2JS.compile(patterns.map(({ pattern }) => `(?:${pattern})`).join("|"));
  }

  /** The text with the marks of what was found, and how much that was; undefined when it is to stay as it is. */
  replace(text: string, markOf: (name: string) => string): { text: string; count: number } | undefined {
    if (!this.holdsAny(text)) return undefined;
    let changed = text;
    let count = 0;
    for (const { name, expression } of this.each) {
      const found = this.matches(expression, changed);
      count += found.length;
      changed = withMarks(changed, found, markOf(name));
    }
    return count === 0 ? undefined : { text: changed, count };
  }

  private holdsAny(text: string): boolean {
    for (let from = 0; from < text.length; from += stretch - overlap) {
      const part = text.slice(Math.max(0, from - 1), from + stretch);
      this.steps += part.length;
      if (this.any.matcher(part).find()) return true;
    }
    return false;
  }

  private matches(expression: RE2JS, text: string): Match[] {
    const found: Match[] = [];
    let from = 0;
    while (from < text.length) from = this.matchesIn(expression, text, from, found);
    return found;
  }

  /** Adds the matches that begin in the stretch, and answers where the next one is to begin. */
  private matchesIn(expression: RE2JS, text: string, from: number, found: Match[]): number {
    const end = Math.min(text.length, from + stretch);
    const limit = end === text.length ? end : end - overlap;
    const base = Math.max(0, from - 1);
    const matcher = expression.matcher(text.slice(base, end));
    let at = from;
    for (let times = 0; at < limit; times += 1) {
      this.steps += end - at;
      if (!matcher.find(at - base) || base + matcher.start() >= limit) return limit;
      const match = { from: base + matcher.start(), to: base + matcher.end() };
      if (match.to === match.from && times < mostMatches) {
        at = match.to + 1;
        continue;
      }
      const kept = times < mostMatches ? match : { from: match.from, to: end };
      found.push(kept);
      at = kept.to;
    }
    return at;
  }
}

interface Match {
  readonly from: number;
  readonly to: number;
}

function withMarks(text: string, found: readonly Match[], mark: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to } of found) {
    parts.push(text.slice(at, from), mark);
    at = to;
  }
  parts.push(text.slice(at));
  return parts.join("");
}

const mostProgram = 2000;

/** What is wrong with a pattern; undefined when it can be used. */
export function patternProblem(pattern: string): string | undefined {
  try {
    const expression = RE2JS.compile(pattern);
    if (expression.programSize() > mostProgram) return "is too large; repeat less often";
    if (["", "a", " ", "0"].some((text) => matchesNothing(expression, text))) return "matches the empty text";
    return undefined;
  } catch (error) {
    return `is no pattern of RE2: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function matchesNothing(expression: RE2JS, text: string): boolean {
  const matcher = expression.matcher(text);
  return matcher.find() && matcher.start() === matcher.end();
}
