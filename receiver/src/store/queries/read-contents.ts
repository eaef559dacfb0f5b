import { memoryOfEach, openMemory } from "../../memory.ts";
import type { Store } from "../store.ts";
import { Parameters } from "./parameters.ts";

/** So many hashes travel in one question: a server takes them in the address. */
const atOnce = 4000;

/** What was read lately. A content is named by its hash, so what was read once holds. */
const remembered = { most: 32 * 2 ** 20, longest: 64 * 1024 };
const memoryOf = memoryOfEach<Store, Buffer>(() => openMemory((content) => content.length, remembered));

/**
 * Message contents by the hex of their hash: text, or the bytes of an event. One that is not kept any more, or is not
 * shorter than asked for, is missing from the answer.
 */
export async function readContents(
  store: Store,
  project: string,
  refs: readonly (readonly string[])[],
  shorterThan?: number,
): Promise<ReadonlyMap<string, Buffer>> {
  const memory = memoryOf(store);
  const contents = new Map<string, Buffer>();
  const missing: string[] = [];
  for (const hash of new Set(refs.flat())) {
    const content = memory.get(`${project}/${hash}`);
    if (content === undefined) missing.push(hash);
    else if (shorterThan === undefined || content.length < shorterThan) contents.set(hash, content);
  }
  for (let at = 0; at < missing.length; at += atOnce)
    for (const { name, body } of await ask(store, project, missing.slice(at, at + atOnce), shorterThan)) {
      const content = Buffer.from(body, "base64");
      contents.set(name, content);
      memory.put(`${project}/${name}`, content);
    }
  return contents;
}

function ask(store: Store, project: string, hashes: readonly string[], shorterThan: number | undefined) {
  const add = new Parameters();
  const text = `
    SELECT lower(hex(hash)) AS name, base64Encode(any(content)) AS body FROM contents
    WHERE project = ${add.string(project)}
      AND hash IN (SELECT toFixedString(unhex(arrayJoin(${add.strings(hashes)})), 16))
      ${shorterThan === undefined ? "" : `AND length(content) < ${add.add("UInt32", shorterThan)}`}
    GROUP BY hash`;
  return store.query<{ name: string; body: string }>({ text, params: add.values });
}
