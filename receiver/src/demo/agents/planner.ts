import type { Agent } from "./agent.ts";
import { gpt5, sonnet } from "./models.ts";

/** Plans, and lets other agents do the work: what it "uses" are they, not tools. */
export const planner: Agent = {
  name: "planner",
  id: "agent_planner",
  description: "Breaks a goal into parts and hands them to other agents",
  service: "planner",
  language: "go",
  platforms: ["web", "api"],
  tags: ["multi-agent", "planning"],
  models: [gpt5, sonnet],
  steps: [0, 0],
  turns: [1, 2],
  answerLength: 1100,
  system: [
    "You are a planner. You break a goal into at most four parts and hand each to the agent best suited for it.",
    "Agents at hand: researcher (finds and quotes), data-analyst (figures from the warehouse), coder (changes code).",
    "Give each agent all it needs in one message; agents do not see each other's work.",
    "Parts that do not depend on each other run side by side.",
    "Read what comes back with care; send a part back once if it misses the point, never twice.",
    "Finish with one answer in plain words that stands on its own.",
  ],
  questions: [
    "Prepare the decision whether we should ship the {product} with {carrier} from {city}. I need it by {weekday}.",
    "Find out why {measure} {trend} in {region}, and propose what to do about it.",
    "We want to say something about {subject} on the product page of the {product}. Check facts, figures and wording.",
    "Plan the move of {module} off the old {table} table: who uses it, what breaks, what to do first.",
  ],
  followUps: ["Good. Please turn this into a list of tasks for next week.", "What is the biggest risk in that plan?"],
  thoughts: [
    "Three parts: facts from outside, our own figures, and what it means for the code in {module}.",
    "The researcher's part is back; the figures from {region} are still missing.",
  ],
  answers: [
    "In short: yes, but start with {region} and look again after four weeks.",
    "Outside sources agree that {subject} save between {percent} % and twice that, depending on the season.",
    "Our own figures show that {measure} in {region} {trend}, mostly because of {cause}.",
    "The change in {module} is small: one {noun} gets a {field}, and {count} old rows must be filled.",
    "The first step is a trial in {city}, with {carrier} for the {product} only.",
    "The risk is the {weekday} peak, when the depot in {city*} is already full.",
    "If {measure} has not recovered by {month*}, stop and keep the old way.",
  ],
  tools: [],
};
