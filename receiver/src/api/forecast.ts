import { z } from "@hono/zod-openapi";
import { dollars, type PicoDollars } from "../model/cost.ts";
import type { Spent } from "../model/spent.ts";
import { utc, zoneNamed } from "../model/zone.ts";
import { askForecast, type Forecast, type ForecastDay, hasNoKnownCost, type Tile } from "../spending/forecast.ts";
import { checked, filterShape, readFilters, refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";
import { shownSpent, spentSchema } from "./spent.ts";

const { from: _from, to: _to, ...narrowing } = filterShape;
const forecastQuery = {
  ...narrowing,
  zone: checked(
    zoneNamed,
    "a time zone by its IANA name, as Europe/Berlin: by its clocks days, weeks and months begin",
  ),
};

const nanos = z.string().openapi({ description: "Unix nanoseconds" });
const money = z.string().nullable();
const bounds = { from: nanos, to: nanos };

const tileSchema = z
  .object({
    ...bounds,
    ends: nanos.openapi({ description: "When the whole of it is over" }),
    spent: spentSchema,
    before: z.object({ ...bounds, spent: spentSchema }).openapi({ description: "The same part of the one before" }),
    change: z.object({
      cost: money,
      share: z.number().nullable().openapi({ description: "Of the cost before: 0.5 is half as much again" }),
      calls: z.number(),
    }),
  })
  .openapi("SpendingTile");

const forecastSchema = z
  .object({
    zone: z.string(),
    today: tileSchema,
    week: tileSchema,
    month: tileSchema,
    forecast: z.object({
      ...bounds,
      spent: money,
      expected: money.openapi({ description: "At the end of the month; null where too little is known" }),
      low: money.openapi({ description: "It will lie between low and high in four of five cases" }),
      high: money,
      reason: z.string().nullable().openapi({ description: "Why nothing is expected" }),
      basedOn: z.object({ days: z.number(), byWeekday: z.boolean() }),
      days: z
        .array(z.object({ date: z.string(), ...bounds, spent: money, expected: money }))
        .readonly()
        .openapi({ description: "Days that are over are spent, days to come expected, today both" }),
    }),
  })
  .openapi("Forecast");

const forecast = get({
  path: "/api/projects/{project}/usage/forecast",
  summary: "What was spent today, this week and this month, and what the month is expected to cost",
  params: inProject,
  query: z.object(forecastQuery),
  answer: forecastSchema,
});

export function forecastRoutes({ questions, projectIn, nowNanos }: Room) {
  return openApiApp().openapi(forecast, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), forecastQuery);
    const { zone = utc, ...given } = c.req.valid("query");
    const now = nowNanos();
    const { range: _range, ...filters } = readFilters(project, given, c.req.queries(), now);
    const { bounds, answer } = askForecast(now, zone.name);
    return c.json({ zone: zone.name, ...shown(answer(await questions.readPieces(filters, bounds))) }, 200);
  });
}

const shownMoney = (amount: PicoDollars | null) => (amount === null ? null : dollars(amount));
const shownBounds = ({ from, to }: { readonly from: bigint; readonly to: bigint }) => ({
  from: String(from),
  to: String(to),
});

function shown({ tiles, expected, low, high, reason, basedOn, days }: Forecast) {
  const { today, week, month } = tiles;
  return {
    today: shownTile(today),
    week: shownTile(week),
    month: shownTile(month),
    forecast: {
      from: String(month.from),
      to: String(month.ends),
      spent: spentOf(month.spent),
      expected: shownMoney(expected),
      low: shownMoney(low),
      high: shownMoney(high),
      reason,
      basedOn,
      days: days.map(shownDay),
    },
  };
}

const shownDay = ({ date, spent, expected, ...day }: ForecastDay) => ({
  date,
  ...shownBounds(day),
  spent: spent && spentOf(spent),
  expected: shownMoney(expected),
});

/** Where nothing was called nothing was spent; what calls cost of which no cost is known, nobody knows. */
const spentOf = (spent: Spent) => (hasNoKnownCost(spent) ? null : dollars(spent.cost.total));

const shownTile = (tile: Tile) => ({
  ...shownBounds(tile),
  ends: String(tile.ends),
  spent: shownSpent(tile.spent),
  before: { ...shownBounds(tile.before), spent: shownSpent(tile.spentBefore) },
  change: changeOf(tile),
});

function changeOf({ spent, spentBefore }: Tile) {
  const calls = spent.calls - spentBefore.calls;
  if (hasNoKnownCost(spent) || hasNoKnownCost(spentBefore)) return { cost: null, share: null, calls };
  const [cost, before] = [spent.cost.total - spentBefore.cost.total, spentBefore.cost.total];
  return { cost: dollars(cost), share: before === 0n ? null : Number((cost * 10_000n) / before) / 10_000, calls };
}
