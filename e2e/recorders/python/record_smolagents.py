from openinference.instrumentation.smolagents import SmolagentsInstrumentor
from smolagents import OpenAIServerModel, ToolCallingAgent, tool

from open_telemetry import open_telemetry
from weather_agent import PROVIDER, QUESTION

shutdown = open_telemetry()
SmolagentsInstrumentor().instrument()


@tool
def get_weather(city: str) -> dict:
    """The weather of a city

    Args:
        city: The city's name
    """
    return {"city": city, "temperatureC": 18, "condition": "sunny"}


model = OpenAIServerModel(model_id="gpt-4o-mini", api_base=f"{PROVIDER}/v1", api_key="sk-fake")
ToolCallingAgent(tools=[get_weather], model=model, max_steps=2).run(QUESTION)
shutdown()
