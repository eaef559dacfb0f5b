import type { Store } from "../store.ts";

const mostBytes = 32 * 2 ** 20;
const longest = 64 * 1024;

/** What was read lately of message contents. A content is named by its hash, so what was read once holds. */
export interface ContentMemory {
  readonly get: (project: string, hash: string) => Buffer | undefined;
  readonly put: (project: string, hash: string, content: Buffer) => void;
}

const memories = new WeakMap<Store, ContentMemory>();

export function memoryOf(store: Store): ContentMemory {
  const memory = memories.get(store) ?? openMemory();
  memories.set(store, memory);
  return memory;
}

/** What was asked for longest ago goes first. */
export function openMemory(most = mostBytes): ContentMemory {
  const kept = new Map<string, Buffer>();
  let bytes = 0;
  function forget(name: string, content: Buffer) {
    kept.delete(name);
    bytes -= content.length;
  }
  return {
    get: (project, hash) => {
      const name = `${project}/${hash}`;
      const content = kept.get(name);
      if (content === undefined) return undefined;
      kept.delete(name);
      kept.set(name, content);
      return content;
    },
    put: (project, hash, content) => {
      const name = `${project}/${hash}`;
      if (content.length > longest || kept.has(name)) return;
      kept.set(name, content);
      bytes += content.length;
      for (const [oldest, its] of kept) {
        if (bytes <= most) break;
        forget(oldest, its);
      }
    },
  };
}
