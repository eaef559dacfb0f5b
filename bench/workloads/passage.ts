import { type Random, randomFrom } from "../../receiver/src/demo/random.ts";

const VOCABULARY = 20_000;
/** Above 1, words low in the list come up more often. */
const SKEW = 1.5;
const consonants = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr"];
const vowels = ["a", "e", "i", "o", "u", "ai", "ou", "y"];

/** Made-up words, the frequent ones short, as in a language. */
const vocabulary = Array.from({ length: VOCABULARY }, (_, rank) => wordOf(rank, randomFrom(`word ${rank}`)));

function wordOf(rank: number, random: Random): string {
  const syllable = () => random.pick(consonants) + random.pick(vowels);
  if (rank < 120) return syllable();
  return syllable() + syllable() + (random.chance(0.4) ? random.pick(consonants) : "");
}

/**
 * Text of about that length. Words follow Zipf's law, and phrases come back, more or less as in what models and tools
 * write: how often decides how well it compresses, and `gen --check` measures that.
 */
export function passage(random: Random, length: number, recurrence = 0.09): string {
  const words: string[] = [];
  for (let written = 0; written < length; ) {
    const again = words.length > 8 && random.chance(recurrence);
    const next = again ? phraseAgain(words, random) : [vocabulary[zipf(random)] as string];
    for (const word of next) {
      words.push(word);
      written += word.length + 1;
    }
    if (random.chance(0.08)) words.push(random.pick([".\n", "- ", "\n\n"]));
  }
  return words.join(" ");
}

function phraseAgain(words: readonly string[], random: Random): readonly string[] {
  const length = random.between(6, 24);
  const from = random.between(0, Math.max(0, words.length - length));
  return words.slice(from, from + length);
}

function zipf(random: Random): number {
  return Math.floor(VOCABULARY * random.uniform() ** SKEW);
}
