import type { Store } from "../../store.ts";
import { Parameters } from "../parameters.ts";

/** Contents by the hex of their hash. */
type Contents = ReadonlyMap<string, Buffer>;

const keptBytes = 32 * 1024 * 1024;
const bytesAtOnce = 8 * 1024 * 1024;
const namesAtOnce = 1000;

/**
 * The contents that rows refer to, row by row. An agent says the same again with each turn, so what was read lately is
 * kept, and what the rows behind need is read along.
 */
export class ContentCache {
  private readonly store: Store;
  private readonly project: string;
  private readonly kept = new Map<string, Buffer>();
  private bytes = 0;

  constructor(store: Store, project: string) {
    this.store = store;
    this.project = project;
  }

  /** The contents a row refers to; one that is not kept any more is missing. */
  async of(refs: readonly string[], upcoming: () => readonly string[]): Promise<Contents> {
    const found = new Map<string, Buffer>();
    let missing = this.takeKept([...new Set(refs)], found);
    let along = missing.length > 0 ? this.takeKept([...new Set(upcoming())], new Map()) : [];
    while (missing.length > 0) {
      const asked = [...new Set([...missing, ...along])].slice(0, namesAtOnce);
      const read = await this.read(asked);
      for (const [name, content] of read) this.keep(name, content);
      for (const name of missing) this.found(name, read, found);
      const gone = read.size === 0 ? new Set(asked) : undefined;
      missing = missing.filter((name) => !found.has(name) && !gone?.has(name));
      along = [];
    }
    return found;
  }

  private takeKept(names: readonly string[], found: Map<string, Buffer>): string[] {
    return names.filter((name) => {
      const content = this.kept.get(name);
      if (content === undefined) return true;
      found.set(name, content);
      return false;
    });
  }

  private found(name: string, read: Contents, found: Map<string, Buffer>): void {
    const content = read.get(name);
    if (content !== undefined) found.set(name, content);
  }

  /** Some of them at least, if any are there. */
  private async read(names: readonly string[]): Promise<Contents> {
    const add = new Parameters();
    const text = `
      SELECT lower(hex(hash)) AS name, base64Encode(content) AS body FROM contents
      WHERE project = ${add.string(this.project)}
        AND hash IN (SELECT toFixedString(unhex(arrayJoin(${add.strings(names)})), 16))
      LIMIT 1 BY hash`;
    const settings = { max_result_bytes: bytesAtOnce, result_overflow_mode: "break", max_block_size: 64 };
    const rows = await this.store.query<{ name: string; body: string }>({ text, params: add.values, settings });
    return new Map(rows.map(({ name, body }) => [name, Buffer.from(body, "base64")]));
  }

  /** The oldest make room. */
  private keep(name: string, content: Buffer): void {
    if (this.kept.has(name)) return;
    this.kept.set(name, content);
    this.bytes += content.length;
    for (const [oldest, { length }] of this.kept) {
      if (this.bytes <= keptBytes) return;
      this.kept.delete(oldest);
      this.bytes -= length;
    }
  }
}
