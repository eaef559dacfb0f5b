import { agent, init, session, tool } from "@spanwise/sdk";
import { OpenAI } from "openai";

const spanwise = init();
const openai = new OpenAI();

class Weather {
  @tool("get_weather") async find({ city }: { city: string }): Promise<{ city: string; degrees: number }> {
    return { city, degrees: 18 };
  }
}

class Assistant {
  private readonly weather = new Weather();

  @agent({ name: "assistant" })
  async answer(question: string): Promise<string | null | undefined> {
    await this.weather.find({ city: "Paris" });
    const messages = [{ role: "user" as const, content: question }];
    const { choices } = await openai.chat.completions.create({ model: "gpt-4o-mini", messages });
    return choices[0]?.message.content;
  }
}

class Conversation {
  @session({ id: "conversation", userId: "user-7" })
  async run(): Promise<string | null | undefined> {
    return await new Assistant().answer("What is the weather in Paris?");
  }
}

void new Conversation().run().then(() => spanwise.shutdown());
