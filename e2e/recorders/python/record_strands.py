from strands import Agent, tool
from strands.models.openai import OpenAIModel
from strands.telemetry import StrandsTelemetry

from weather_agent import OPENAI, QUESTION, SYSTEM, failing, get_weather

telemetry = StrandsTelemetry()
telemetry.setup_otlp_exporter()
telemetry.setup_meter(enable_otlp_exporter=True)


def model(name: str) -> OpenAIModel:
    return OpenAIModel(client_args=OPENAI, model_id=name)


def agent(name: str, **more) -> Agent:
    return Agent(
        name=name,
        system_prompt=SYSTEM,
        callback_handler=None,
        trace_attributes={"session.id": "sess-7", "user.id": "user-42", "tags": ["prod", "weather"]},
        **more,
    )


agent("weather_agent", model=model("gpt-4o-mini"), tools=[tool(get_weather)])(QUESTION)
failing(lambda: agent("failing_agent", model=model("fail-500"))("hi"))
failing(lambda: agent("cut_agent", model=model("cut-gpt"))("hi"))
telemetry.tracer_provider.shutdown()
telemetry.meter_provider.shutdown()
