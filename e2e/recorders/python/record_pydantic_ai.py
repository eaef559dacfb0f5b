import asyncio

import logfire
from anthropic import AsyncAnthropic
from openai import AsyncOpenAI
from pydantic_ai import Agent
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.openai import OpenAIProvider

from weather_agent import ANTHROPIC, OPENAI, QUESTION, SYSTEM, failing, get_weather

# It sends to OTEL_EXPORTER_OTLP_ENDPOINT as well as, but for this, to its makers.
logfire.configure(send_to_logfire=False, console=False, inspect_arguments=False, scrubbing=False)
logfire.instrument_pydantic_ai()


def gpt(name: str) -> OpenAIChatModel:
    return OpenAIChatModel(name, provider=OpenAIProvider(openai_client=AsyncOpenAI(**OPENAI)))


claude = AnthropicModel("claude-sonnet-4-5", provider=AnthropicProvider(anthropic_client=AsyncAnthropic(**ANTHROPIC)))

agent = Agent(gpt("gpt-4o-mini"), name="weather_agent", instructions=SYSTEM, tools=[get_weather])
with logfire.set_baggage(**{"session.id": "sess-7", "user.id": "user-42"}):
    agent.run_sync(QUESTION)
Agent(claude, name="claude", instructions=SYSTEM, tools=[get_weather]).run_sync(QUESTION)


async def stream() -> None:
    streaming = Agent(gpt("gpt-4o-mini"), name="streaming_agent")
    async with streaming.run_stream("hi") as result:
        async for _ in result.stream_text():
            pass


asyncio.run(stream())
failing(lambda: Agent(gpt("fail-429"), name="failing_agent").run_sync("hi"))
logfire.force_flush()
logfire.shutdown()
