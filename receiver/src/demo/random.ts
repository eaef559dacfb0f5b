/** Chance that is the same for the same seed, on every machine. */
export interface Random {
  /** At least 0 and less than 1. */
  uniform(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** Half of all draws lie below `median`; `spread` is the standard deviation of the logarithm. */
  lognormal(median: number, spread: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Lower-case hex of so many bytes, never all zero. */
  hex(bytes: number): string;
  /** Chance of its own, which draws made here do not shift. */
  fork(name: string): Random;
}

export function randomFrom(seed: string): Random {
  const next = sfc32(hash(seed, 1), hash(seed, 2), hash(seed, 3));
  const uniform = () => next() / 2 ** 32;
  const between = (low: number, high: number) => low + Math.floor(uniform() * (high - low + 1));
  return {
    uniform,
    between,
    lognormal: (median, spread) => median * Math.exp(spread * normal(uniform)),
    chance: (probability) => uniform() < probability,
    pick: (from) => from[between(0, from.length - 1)] as (typeof from)[number],
    hex: (bytes) => hexOf(next, bytes),
    fork: (name) => randomFrom(`${seed}/${name}`),
  };
}

/** Small fast counter, 32 bits: https://pracrand.sourceforge.net/RNG_engines.txt */
function sfc32(a: number, b: number, c: number): () => number {
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 15; warmUp++) next();
  return next;
}

/** FNV-1a with a final mix, so that seeds alike in all but one character share nothing. */
function hash(text: string, salt: number): number {
  let value = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1);
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/** Box–Muller. */
function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function hexOf(next: () => number, bytes: number): string {
  let text = "";
  while (text.length < bytes * 2) text += next().toString(16).padStart(8, "0");
  const hex = text.slice(0, bytes * 2);
  return /^0+$/.test(hex) ? hexOf(next, bytes) : hex;
}
