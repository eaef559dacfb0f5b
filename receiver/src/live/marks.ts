import { mostMarks, overlapMillis } from "./position.ts";

/** So many are kept, though fewer travel: what a listener was told while it joined is not told to it again. */
const mostKept = 1024;

/** What a listener was told last, by when it came. */
export class Marks {
  private readonly kept = new Set<string>();
  private readonly newest: { readonly mark: string; readonly at: number }[] = [];

  has(mark: string): boolean {
    return this.kept.has(mark);
  }

  add(mark: string, at: number): void {
    this.kept.add(mark);
    this.newest.push({ mark, at });
    if (this.newest.length > mostMarks) this.newest.shift();
    if (this.kept.size <= mostKept) return;
    const [oldest] = this.kept;
    if (oldest !== undefined) this.kept.delete(oldest);
  }

  /** Those that would be looked for again from there, the newest of them. */
  around(at: number): string[] {
    return this.newest.filter((one) => one.at >= at - overlapMillis).map(({ mark }) => mark);
  }
}
