/** What the npm recorders have in common. They import no library here: each has its own beside its program. */
export const provider = process.env.FAKE_PROVIDER ?? "http://127.0.0.1:1";
export const system = "You are a weather assistant.";
export const question = "What is the weather in Paris?";
const parameters = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
} as const;
const description = "The weather of a city";
export const openaiTool = { type: "function", function: { name: "get_weather", description, parameters } } as const;
export const anthropicTool = { name: "get_weather", description, input_schema: parameters } as const;

export const getWeather = ({ city }: { readonly city: string }) => ({ city, temperatureC: 18, condition: "sunny" });

export const openaiAddress = { apiKey: "sk-fake", baseURL: `${provider}/v1`, maxRetries: 0 } as const;
export const anthropicAddress = { apiKey: "sk-ant-fake", baseURL: provider, maxRetries: 0 } as const;

/** What is meant to fail may. */
export async function failing(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stdout.write(`as meant: ${String(error).slice(0, 120)}\n`);
  }
}
