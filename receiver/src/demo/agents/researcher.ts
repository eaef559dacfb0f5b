import type { Agent } from "./agent.ts";
import { geminiFlash, geminiPro, mistral, sonnet } from "./models.ts";

export const researcher: Agent = {
  name: "researcher",
  id: "agent_researcher",
  description: "Finds out and quotes its sources",
  service: "research-lab",
  language: "python",
  platforms: ["web", "slack"],
  tags: ["research", "rag", "long-form"],
  models: [geminiPro, sonnet, geminiFlash, mistral],
  steps: [2, 9],
  turns: [1, 4],
  answerLength: 1800,
  system: [
    "You are a research assistant. You answer with what the sources say and name each source.",
    "Search first, read at least two independent pages, and prefer primary sources over articles about them.",
    "Say what is known, what is disputed and what nobody has measured yet.",
    "Numbers need a year, a place and a unit; if a source leaves one out, say so.",
    "Do not smooth over contradictions: show both figures and who gives them.",
    "Write for a reader who is curious but not from the field; explain a term when it first appears.",
    "Keep quotations short and mark them as such.",
    "If the question cannot be answered from the sources found, say what would be needed.",
  ],
  questions: [
    "What is the evidence that {subject} work in cities the size of {city}? Please look at costs as well.",
    "Compare how {city} and {city*} have gone about {subject} over the last ten years.",
    "I need a two-page briefing on {subject} for a council meeting in {city}. What are the main objections?",
    "How much have {subject} grown since last {month}, and what drives it?",
  ],
  followUps: [
    "Which of these figures would you trust most, and why?",
    "Is there anything more recent from {city*}?",
    "Can you put the costs into a short table?",
    "What do the critics say about {subject}?",
  ],
  thoughts: [
    "I have one figure from {source}; I need a second, independent one before I use it.",
    "The page is from {month} and quotes {source*}; better to read that directly.",
    "Costs in {city} are given per household, in {city*} per inhabitant; they must be converted first.",
  ],
  answers: [
    "According to {source}, {subject} reached {percent} % of the households asked in {city} within three years.",
    "A second figure, from {source*}, is lower: it counts only schemes that were still running after the first winter.",
    "The difference is mostly one of method, not of fact, and both agree on the direction.",
    "In {city*} the costs came to about {amount} EUR per household and year, a third of it for upkeep.",
    "What drove the growth was less the subsidy than {cause}, as interviews with {count} people suggest.",
    "Objections raised in public meetings were noise, space and the fear of paying for others.",
    "Two of the three had faded in a repeat survey a year later; the question of who pays had not.",
    "No study found so far measures what happens after the first five years.",
    "For a city of this size the scheme in {city*} is the closest comparison: same climate, similar density.",
    "It started with {count} participants in {month*}, and {trend} after {cause*}.",
    "The authors themselves warn that the sample leans towards owners rather than tenants.",
    "A cautious reading would be that {subject} pay for themselves in eight to twelve years.",
  ],
  tools: [
    {
      name: "web_search",
      description: "Searches the web",
      millis: 520,
      reaches: "http",
      arguments: (topic) => ({ query: `${topic.subject} ${topic.city} evidence costs`, max_results: 6 }),
      result: (topic, random) =>
        Array.from({ length: 6 }, (_, i) => ({
          rank: i + 1,
          title: `${capital(topic.subject)}: what ${topic.source} found in ${topic.city}`,
          url: `https://library.example/${random.hex(4)}/${topic.subject.replaceAll(" ", "-")}`,
          snippet: `${topic.month}: use ${topic.trend} by ${random.between(2, 30)} % after ${topic.cause}.`,
        })),
    },
    {
      name: "fetch_page",
      description: "Reads a page as plain text",
      millis: 900,
      reaches: "http",
      arguments: (topic, random) => ({
        url: `https://library.example/${random.hex(4)}/${topic.subject.replaceAll(" ", "-")}`,
      }),
      result: (topic, random) => page(topic.subject, topic.city, topic.source, random.between(8, 30)),
    },
    {
      name: "save_note",
      description: "Keeps a note for the rest of the session",
      millis: 20,
      arguments: (topic) => ({ topic: topic.subject, note: `${topic.source}: ${topic.percent} % in ${topic.city}` }),
      result: () => ({ saved: true }),
    },
  ],
};

function page(subject: string, city: string, source: string, paragraphs: number): string {
  const one = (i: number) =>
    `${i + 1}. In year ${i + 1} of the programme on ${subject}, ${city} counted ${180 + i * 37} new participants, ` +
    `${(4 + i * 1.3).toFixed(1)} % more than the year before. The figures were collected by ${source} and ` +
    `checked against bills. Upkeep came to ${(22 + i * 2.4).toFixed(2)} EUR per participant.`;
  return Array.from({ length: paragraphs }, (_, i) => one(i)).join("\n\n");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
