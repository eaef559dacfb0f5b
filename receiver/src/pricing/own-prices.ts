import { z } from "zod";
import { picoDollars } from "../model/cost.ts";

const amount = z
  .union([z.number(), z.string()])
  .refine((value) => picoDollars(value) !== undefined, 'dollars from 0 on, as in "0.15"')
  .optional();
const day = z
  .string()
  .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)), "a day: 2026-01-31")
  .optional();
const missing = "a name is missing";
const name = z.string({ error: missing }).trim().min(1, missing).max(256);
const pattern = name.refine((text) => !text.slice(0, -1).includes("*"), "a model's name, or its beginning and one *");

const ownPrice = z.strictObject({
  /** Any, when left out. */
  provider: name.optional(),
  /** The whole name, or its beginning and `*`. Case makes no difference. */
  model: pattern,
  /** First and last day in UTC, both included. */
  from: day,
  to: day,
  /** Every tier, when left out. */
  tier: z.enum(["standard", "batch", "flex", "priority"]).optional(),
  /** US dollars for a million tokens. What is left out costs what it is a part of: cache and audio input as input. */
  input: amount,
  output: amount,
  cacheRead: amount,
  cacheWrite: amount,
  cacheWrite1h: amount,
  audioInput: amount,
  audioOutput: amount,
  reasoning: amount,
  /** US dollars for one request. */
  request: amount,
});

const alias = z.strictObject({
  provider: name.optional(),
  model: pattern,
  /** What it is called in the price list. */
  asProvider: name.optional(),
  asModel: name,
});

const most = 1000;
/** What a project may write; each wrong value is told by where it stands and what it should be. */
export const ownPriceBook = z.strictObject({
  prices: z.array(ownPrice).max(most).default([]),
  aliases: z.array(alias).max(most).default([]),
});

export type OwnPrice = z.infer<typeof ownPrice>;
export type Alias = z.infer<typeof alias>;
/** A project's own prices and other names for models; of each, the first that fits counts. */
export interface OwnPriceBook {
  readonly prices: readonly OwnPrice[];
  readonly aliases: readonly Alias[];
}
