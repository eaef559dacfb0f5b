import type { Agent } from "./agent.ts";
import { gpt5, gpt5Mini, ownModel } from "./models.ts";

export const analyst: Agent = {
  name: "data-analyst",
  id: "agent_analyst",
  description: "Answers questions about the shop's figures with SQL",
  service: "insights",
  language: "python",
  platforms: ["notebook", "slack"],
  tags: ["analytics", "sql", "internal"],
  models: [gpt5, gpt5Mini, ownModel],
  steps: [1, 6],
  turns: [1, 5],
  answerLength: 700,
  system: [
    "You are a data analyst at Harbour & Pine. You answer with figures from the warehouse, never from memory.",
    "Look at the schema before you write a query, and select only the columns you need.",
    "Queries run read-only with a limit of 60 seconds; aggregate in SQL rather than in Python.",
    "Money is kept in cents and in the customer's currency; convert to EUR with the rate of the order's day.",
    "Weeks start on Monday. A week that has not ended yet is left out of comparisons.",
    "Say how many rows an answer rests on, and name every filter.",
    "When a figure looks odd, check for late data before you explain it.",
    "Draw a chart only when it says more than two sentences would.",
  ],
  questions: [
    "How did {measure} in {region} develop since {month}? Anything we should worry about?",
    "Which regions had the highest {measure} last week, and how does it compare with the week before?",
    "Can you split {measure} by carrier? {carrier} looks off to me.",
    "Why did {measure} drop on {weekday}?",
  ],
  followUps: [
    "And without {region}?",
    "Could that be late data? Please check the load times of {table}.",
    "Can you show that as a chart, by week?",
    "What is it for the {product} alone?",
  ],
  thoughts: [
    "I need the columns of {table} before I can join it with {table*}.",
    "The drop is only in {region}; check whether rows arrived late there.",
    "The query hit the time limit; aggregate by week first.",
  ],
  answers: [
    "In {region}, {measure} {trend} by {percent} % against the week before.",
    "The figure rests on {count} rows of {table}, without test orders and without the current week.",
    "Most of the change comes from {region*}, where {measure} {trend*} after {cause}.",
    "Leaving {region*} out, the rest {trend*}, well within the usual range.",
    "{carrier} carries {percent} % of the parcels and shows no change of its own.",
    "The {weekday} in question looks low because {count} rows of {table*} arrived after midnight.",
    "With the late rows added the drop shrinks to about a fifth of what the dashboard shows.",
    "I would not worry yet, but look again on {weekday*} when the week is complete.",
  ],
  tools: [
    {
      name: "describe_table",
      description: "Tells the columns of a table",
      millis: 40,
      reaches: "db",
      arguments: (topic) => ({ table: topic.table }),
      result: (topic, random) => ({
        table: topic.table,
        rows: random.between(20_000, 90_000_000),
        columns: ["id", "created_at", "region", "amount_cents", "currency", "carrier", "customer_id"].map((name) => ({
          name,
          type: name === "created_at" ? "timestamp" : name.endsWith("cents") ? "bigint" : "text",
          nullable: name === "carrier",
        })),
      }),
    },
    {
      name: "run_sql",
      description: "Runs a read-only query on the warehouse",
      millis: 1500,
      reaches: "db",
      arguments: (topic) => ({
        sql: `SELECT date_trunc('week', created_at) AS week, region, count(*) AS n, sum(amount_cents) / 100 AS total
FROM ${topic.table}
WHERE region = '${topic.region}' AND created_at >= now() - interval '8 weeks'
GROUP BY week, region
ORDER BY week`,
      }),
      result: (topic, random) => ({
        columns: ["week", "region", "n", "total"],
        rows: Array.from({ length: random.between(6, 40) }, (_, i) => [
          `2026-W${String(10 + i).padStart(2, "0")}`,
          topic.region,
          random.between(400, 9000),
          random.between(40_000, 900_000) / 100,
        ]),
        elapsed_ms: random.between(80, 9000),
      }),
    },
    {
      name: "draw_chart",
      description: "Draws a chart and returns where it lies",
      millis: 700,
      arguments: (topic) => ({ kind: "line", x: "week", y: topic.measure, series: "region", title: topic.measure }),
      result: (_, random) => ({
        url: `https://charts.harbour-pine.example/${random.hex(8)}.png`,
        width: 960,
        height: 420,
      }),
    },
  ],
};
