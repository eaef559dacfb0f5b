/** More kinds than this say nothing more to a person. */
const mostKinds = 32;

/** What one request lost or had mended on the way in; told to its sender and counted. */
export class Tally {
  accepted = 0;
  rejected = 0;
  /** Values, keys, names, events or links that were over a limit and were cut or left out. */
  cuts = 0;
  /** Strings that were not UTF-8 and were mended with U+FFFD. */
  mended = 0;
  /** Attributes without a key. */
  nameless = 0;
  /** Secrets and what the project's rules name, each of which has a mark in its place. */
  redacted = 0;
  private readonly notes: string[] = [];
  private readonly reasons = new Map<string, number>();
  private readonly oddities = new Map<string, number>();

  reject(reason: string): void {
    this.rejected += 1;
    count(this.reasons, reason);
  }

  /** Something odd about a record that was kept as it is. */
  warn(oddity: string): void {
    count(this.oddities, oddity);
  }

  /** Something the sender should know that costs nothing. */
  note(warning: string): void {
    this.notes.push(warning);
  }

  /** One English sentence for each thing there is to say; null when all went well. */
  message(warnings: readonly string[]): string | null {
    const said = [...this.reasons, ...this.oddities].map(([kind, times]) =>
      times === 1 ? kind : `${kind} (${times} times)`,
    );
    if (this.cuts > 0) said.push(`${this.cuts} over the limits, cut with a mark`);
    if (this.mended > 0) said.push(`${this.mended} strings were not UTF-8 and were mended`);
    if (this.nameless > 0) said.push(`${this.nameless} attributes had no key and were dropped`);
    if (this.redacted > 0) said.push(`${this.redacted} secrets were redacted before storage`);
    said.push(...this.notes, ...warnings);
    return said.length === 0 ? null : said.join("; ");
  }
}

function count(kinds: Map<string, number>, kind: string): void {
  const times = kinds.get(kind);
  if (times !== undefined || kinds.size < mostKinds) kinds.set(kind, (times ?? 0) + 1);
}
