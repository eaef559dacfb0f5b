/** What the one agent of all recordings is told: it asks for the weather, then says it. */
export const tool = { name: "get_weather", args: { city: "Paris" } } as const;
export const words = ["It is 18 degrees", " and sunny", " in Paris."] as const;
export const text = words.join("");
export const object = JSON.stringify({ city: "Paris", temperatureC: 18, condition: "sunny" });

export const callId = "call_Wx1Paris0001";
export const messages = {
  400: "This request is not valid",
  429: "Rate limit reached for requests",
  500: "The server had an error processing your request",
} as Readonly<Record<number, string>>;

/** The counts of OpenAI and of those that copied its API. */
export const openaiUsage = {
  1: { input: 120, output: 18, cached: 64, cacheWrite: 0, reasoning: 0 },
  2: { input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 16 },
} as const;
