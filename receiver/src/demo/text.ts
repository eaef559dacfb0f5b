import type { Random } from "./random.ts";
import { type Slot, words } from "./words.ts";

/** What a conversation is about: drawn once, so that question, tools and answer speak of the same things. */
export type Topic = Readonly<Record<Slot | "order" | "amount" | "percent" | "count", string>>;

export function topicFrom(random: Random): Topic {
  const drawn = Object.entries(words).map(([slot, list]) => [slot, random.pick(list)]);
  return {
    ...(Object.fromEntries(drawn) as Record<Slot, string>),
    order: `HP-${random.between(100_000, 999_999)}`,
    amount: `${random.between(12, 480)}.${random.pick(["00", "50", "90", "95"])}`,
    percent: `${random.between(2, 38)}.${random.between(0, 9)}`,
    count: String(random.between(3, 900)),
  };
}

/** `{slot}` takes the topic's word, `{slot*}` another one drawn anew. */
export function fill(template: string, topic: Topic, random: Random): string {
  return template.replace(/\{(\w+)(\*?)\}/g, (_, slot: keyof Topic, anew: string) =>
    anew && slot in words ? random.pick(words[slot as Slot]) : topic[slot],
  );
}

/** Sentences drawn from `templates`, in paragraphs of three to five, until `length` characters are reached. */
export function prose(templates: readonly string[], length: number, topic: Topic, random: Random): string {
  const paragraphs: string[] = [];
  for (let written = 0; written < length; ) {
    const sentences = Array.from({ length: random.between(3, 5) }, () => fill(random.pick(templates), topic, random));
    const paragraph = sentences.join(" ");
    paragraphs.push(paragraph);
    written += paragraph.length;
  }
  return paragraphs.join("\n\n");
}
