import asyncio

from agent_framework import Agent
from agent_framework.observability import configure_otel_providers
from agent_framework.openai import OpenAIChatCompletionClient
from openai import AsyncOpenAI
from opentelemetry import _logs, metrics, trace

from weather_agent import OPENAI, QUESTION, SYSTEM, get_weather

configure_otel_providers(enable_sensitive_data=True)


def client(model: str) -> OpenAIChatCompletionClient:
    return OpenAIChatCompletionClient(model=model, async_client=AsyncOpenAI(**OPENAI))


async def main() -> None:
    agent = Agent(client=client("gpt-4o-mini"), name="weather_agent", instructions=SYSTEM, tools=[get_weather])
    await agent.run(QUESTION)
    async for _ in agent.run("hi", stream=True):
        pass
    try:
        await Agent(client=client("fail-429"), name="failing_agent").run("hi")
    except Exception as error:
        print(f"as meant: {str(error)[:120]}")


asyncio.run(main())
for provider in (trace.get_tracer_provider(), _logs.get_logger_provider(), metrics.get_meter_provider()):
    if hasattr(provider, "shutdown"):
        provider.shutdown()
