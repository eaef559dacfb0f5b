/** In UTF-16 units, of all texts of a skeleton together. */
const room = 16 * 1024 * 1024;

/** Distinct texts by number, as long as there is room; "…" stands for each that came too late. */
export class Texts {
  readonly list: string[] = ["", "…"];
  leftOut = 0;
  private readonly known = new Map([
    ["", 0],
    ["…", 1],
  ]);
  private used = 0;

  put(text: string): number {
    const there = this.known.get(text);
    if (there !== undefined) return there;
    this.used += text.length;
    if (this.used > room) {
      this.leftOut += 1;
      return 1;
    }
    this.known.set(text, this.list.length);
    return this.list.push(text) - 1;
  }
}
