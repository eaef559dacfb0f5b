import { type Anchor, stands } from "./anchors.ts";
import {
  digits,
  endOfRun,
  holdsAny,
  type Letters,
  letters,
  lower,
  ofBase64Url,
  ofCapitals,
  ofCredential,
  ofDashed,
  ofName,
  ofUserInfo,
  ofWord,
  unlikeWords,
} from "./letters.ts";

/** A secret that is known by its looks. */
export interface SecretLook {
  readonly anchor: Anchor;
  readonly what: string;
  /** Where the secret that has its anchor at `start` lies; undefined when it is none. */
  readonly find: (text: Text, start: number) => { readonly from: number; readonly to: number } | undefined;
}

/** A text being looked through, with what is remembered so that no stretch of it is gone over time and again. */
export class Text {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  private runEnd = -1;
  /** Up to here nothing looks like a key that begins with `sk-`. */
  plainUntil = 0;

  constructor(bytes: Uint8Array, from: number, to: number) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** Where the run of letters of base64url ends that `at` lies in. */
  endOfBase64Url(at: number): number {
    if (at >= this.runEnd) this.runEnd = endOfRun(this.bytes, at, this.to, ofBase64Url);
    return this.runEnd;
  }

  follows(at: number, set: Letters): boolean {
    return at > this.from && set[this.bytes[at - 1] as number] === 1;
  }
}

/** A prefix that says it all, and enough letters behind it. */
function prefixed(what: string, text: string, set: Letters, least: number, rare = 0): SecretLook {
  return {
    anchor: { text, rare },
    what,
    find: ({ bytes, to }, start) => {
      const end = endOfRun(bytes, start + text.length, to, set);
      return end - start - text.length >= least ? { from: start, to: end } : undefined;
    },
  };
}

const github = ["ghp_", "gho_", "ghs_", "ghu_", "ghr_"];

export const secretLooks: readonly SecretLook[] = [
  { anchor: { text: "sk-" }, what: "provider-key", find: providerKey },
  prefixed("aws-key", "AKIA", ofCapitals, 12, 1),
  prefixed("aws-key", "ASIA", ofCapitals, 12, 1),
  prefixed("google-key", "AIza", ofBase64Url, 20),
  ...github.map((prefix) => prefixed("github-token", prefix, ofWord, 12, 1)),
  prefixed("github-token", "github_pat_", ofName, 12, 5),
  prefixed("gitlab-token", "glpat-", ofBase64Url, 12, 1),
  { anchor: { text: "xox" }, what: "slack-token", find: slackToken },
  ...["sk_live_", "rk_live_", "sk_test_", "rk_test_"].map((prefix) => prefixed("stripe-key", prefix, ofWord, 10, 1)),
  prefixed("huggingface-token", "hf_", ofWord, 20),
  prefixed("npm-token", "npm_", ofWord, 20, 1),
  { anchor: { text: "eyJ" }, what: "jwt", find: jsonWebToken },
  { anchor: { text: "bearer", anyCase: true }, what: "bearer", find: bearer },
  { anchor: { text: "basic", anyCase: true }, what: "basic", find: basic },
  { anchor: { text: "-----BEGIN", rare: 5 }, what: "private-key", find: privateKey },
  { anchor: { text: "://" }, what: "url-credentials", find: urlCredentials },
];

const saysProvider = ["sk-ant-", "sk-proj-", "sk-svcacct-", "sk-admin-", "sk-or-v1-"].map((text) => Buffer.from(text));

function providerKey(text: Text, start: number) {
  const { bytes } = text;
  const end = text.endOfBase64Url(start);
  const prefix = saysProvider.find((known) => start + known.length <= text.to && stands(bytes, start, known));
  if (prefix !== undefined) return end - start - prefix.length >= 6 ? { from: start, to: end } : undefined;
  if (end - start < 15 || start < text.plainUntil || text.follows(start, ofWord)) return undefined;
  if (looksRandom(bytes, start + 3, end)) return { from: start, to: end };
  text.plainUntil = end;
  return undefined;
}

const sixteen = 16;

/** Unlike `sk-learn-pipelines-in-practice`. */
function looksRandom(bytes: Uint8Array, from: number, to: number): boolean {
  if (holdsAny(bytes, from, to, unlikeWords)) return true;
  for (let at = from; at < to; at += 1) {
    const end = endOfRun(bytes, at, to, ofWord);
    if (end - at >= sixteen) return true;
    at = end;
  }
  return false;
}

const kindsOfSlack = letters("abeoprs");

function slackToken({ bytes, to }: Text, start: number) {
  if (kindsOfSlack[bytes[start + 3] ?? 0] !== 1 || bytes[start + 4] !== 0x2d) return undefined;
  const end = endOfRun(bytes, start + 5, to, ofDashed);
  return end - start >= 15 ? { from: start, to: end } : undefined;
}

/** Header, payload and signature; one that was cut off may lack the last. */
function jsonWebToken(text: Text, start: number) {
  const { bytes, to } = text;
  const header = text.endOfBase64Url(start);
  if (header - start < 11 || bytes[header] !== 0x2e) return undefined;
  const payload = endOfRun(bytes, header + 1, to, ofBase64Url);
  if (payload - header < 5) return undefined;
  if (bytes[payload] !== 0x2e) return { from: start, to: payload };
  return { from: start, to: endOfRun(bytes, payload + 1, to, ofBase64Url) };
}

const prose = new Set(["authentication", "authorization", "credential", "credentials", "challenge", "challenges"]);
const ofBlank = letters(" \t");
const ofBase64 = letters(digits, lower, lower.toUpperCase(), "+/=_-");

function bearer({ bytes, to }: Text, start: number) {
  const from = endOfRun(bytes, start + 6, Math.min(to, start + 10), ofBlank);
  const end = endOfRun(bytes, from, to, ofCredential);
  const length = end - from;
  if (from === start + 6 || length < 6) return undefined;
  if (length < 8 && !holdsAny(bytes, from, end, unlikeWords)) return undefined;
  if (
    length < 20 &&
    prose.has(Buffer.from(bytes.subarray(from, end)).toString("latin1").replace(/\.$/, "").toLowerCase())
  )
    return undefined;
  return { from, to: end };
}

const mostDecoded = 4096;

/** A name and a password, in base64. */
function basic({ bytes, to }: Text, start: number) {
  const from = endOfRun(bytes, start + 5, Math.min(to, start + 9), ofBlank);
  const end = endOfRun(bytes, from, to, ofBase64);
  if (from === start + 5 || end - from < 6) return undefined;
  const coded = Buffer.from(bytes.subarray(from, Math.min(end, from + mostDecoded))).toString("latin1");
  return Buffer.from(coded, "base64").includes(0x3a) ? { from, to: end } : undefined;
}

const quote = 0x22;
const backslash = 0x5c;
const endMark = Buffer.from("-----END");
const dashes = Buffer.from("-----");

/** To its last line, or as far as it goes. */
function privateKey({ bytes, to }: Text, start: number) {
  const label = Buffer.from(bytes.subarray(start + 10, Math.min(to, start + 60))).toString("latin1");
  if (!/^[A-Z0-9 ]{0,30}PRIVATE KEY/.test(label)) return undefined;
  const quoted = bytes.subarray(start, to).indexOf(quote);
  let end = quoted === -1 ? to : start + quoted;
  while (end > start && bytes[end - 1] === backslash) end -= 1;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  const last = body.indexOf(endMark, 10);
  if (last === -1) return { from: start, to: end };
  const closed = body.indexOf(dashes, last + endMark.length);
  return { from: start, to: closed === -1 || closed > last + 60 ? start + last + endMark.length : start + closed + 5 };
}

function urlCredentials({ bytes, to }: Text, start: number) {
  const from = start + 3;
  let colon = -1;
  let at = -1;
  for (let place = from; place < to && ofUserInfo[bytes[place] as number] === 1; place += 1) {
    if (bytes[place] === 0x40) at = place;
    else if (bytes[place] === 0x3a && colon === -1) colon = place;
  }
  return colon !== -1 && at > colon + 1 ? { from, to: at } : undefined;
}
