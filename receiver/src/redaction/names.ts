import type { Anchor } from "./anchors.ts";
import { standsInAnyCase } from "./anchors.ts";
import { ofWord } from "./letters.ts";

/** A name under which secrets are kept, however it is written: `api_key`, `apiKey`, `X-Api-Key`. */
export interface SecretName {
  readonly anchor: Anchor;
  readonly what: string;
  /** Headers are told as `name: value` and as pairs, too. */
  readonly isHeader?: boolean;
  /** A word of every language: without quotes around it, what follows a colon is more often prose. */
  readonly isWord?: boolean;
  /** Where the name ends that has its anchor at `start`; -1 when it is another name. */
  readonly end: (bytes: Uint8Array, start: number, to: number) => number;
}

export const secretNames: readonly SecretName[] = [
  {
    anchor: { text: "authorization", anyCase: true, rare: 6 },
    what: "authorization",
    isHeader: true,
    end: (_, start) => start + 13,
  },
  {
    anchor: { text: "cookie", anyCase: true, rare: 2 },
    what: "cookie",
    isHeader: true,
    end: (bytes, start, to) => after(bytes, start + 6, to, [["s"]]),
  },
  {
    anchor: { text: "api", anyCase: true },
    what: "api-key",
    isHeader: true,
    end: (bytes, start, to) => required(bytes, start + 3, to, [["", "-", "_"], ["key"]], [["s"]]),
  },
  {
    anchor: { text: "passw", anyCase: true, rare: 2 },
    what: "password",
    isWord: true,
    end: (bytes, start, to) => required(bytes, start + 5, to, [["ord", "d"]], [["s"]]),
  },
  {
    anchor: { text: "passphrase", anyCase: true, rare: 3 },
    what: "password",
    isWord: true,
    end: (_, start) => start + 10,
  },
  {
    anchor: { text: "secret", anyCase: true, rare: 2 },
    what: "secret",
    isWord: true,
    end: (bytes, start, to) => {
      const key = required(bytes, start + 6, to, [["", "-", "_"], ["access", ""], ["", "-", "_"], ["key"]]);
      return key === -1 ? after(bytes, start + 6, to, [["s"]]) : key;
    },
  },
  {
    anchor: { text: "private", anyCase: true, rare: 2 },
    what: "private-key",
    end: (bytes, start, to) => required(bytes, start + 7, to, [["", "-", "_"], ["key"]]),
  },
  {
    anchor: { text: "token", anyCase: true, rare: 1 },
    what: "token",
    end: (bytes, start) => (isKindOfToken(bytes, start) ? start + 5 : -1),
  },
];

type Choice = readonly string[];

/** One of each list, in order; -1 when they do not stand there. The longest of a list comes first or alone. */
function required(
  bytes: Uint8Array,
  start: number,
  to: number,
  lists: readonly Choice[],
  optional: readonly Choice[] = [],
): number {
  let at = start;
  for (const list of lists) {
    const found = list.find((text) => text !== "" && standsAt(bytes, at, to, text));
    if (found === undefined && !list.includes("")) return -1;
    at += found?.length ?? 0;
  }
  return after(bytes, at, to, optional);
}

function after(bytes: Uint8Array, start: number, to: number, lists: readonly Choice[]): number {
  let at = start;
  for (const list of lists) at += list.find((text) => standsAt(bytes, at, to, text))?.length ?? 0;
  return at;
}

const spelled = new Map<string, Uint8Array>();

function standsAt(bytes: Uint8Array, at: number, to: number, text: string): boolean {
  const letters = spelled.get(text) ?? Buffer.from(text);
  spelled.set(text, letters);
  return at + letters.length <= to && standsInAnyCase(bytes, at, letters);
}

/** Tokens that open something, and not those that models read and write. */
const kindsOfToken = ["access", "refresh", "auth", "session", "security", "bearer", "csrf", "xsrf", "api", "id"];

function isKindOfToken(bytes: Uint8Array, start: number): boolean {
  const before = bytes[start - 1];
  const end = before === 0x5f || before === 0x2d ? start - 1 : start;
  return kindsOfToken.some((kind) => {
    const from = end - kind.length;
    if (from < 0 || !standsAt(bytes, from, end, kind)) return false;
    return kind.length > 3 || from === 0 || ofWord[bytes[from - 1] as number] === 0;
  });
}
