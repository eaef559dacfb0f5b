import asyncio
import os

from weather_agent import PROVIDER, QUESTION, SYSTEM, get_weather

os.environ["GOOGLE_API_KEY"] = "fake"
os.environ["GOOGLE_GEMINI_BASE_URL"] = PROVIDER

from google.adk.agents import LlmAgent
from google.adk.models import Gemini
from google.adk.runners import InMemoryRunner
from google.genai import types

from open_telemetry import open_telemetry

shutdown = open_telemetry()


async def run(model: str) -> None:
    agent = LlmAgent(name="weather_agent", model=Gemini(model=model), instruction=SYSTEM, tools=[get_weather])
    runner = InMemoryRunner(agent=agent, app_name="weather")
    session = await runner.session_service.create_session(app_name="weather", user_id="user-42", session_id="sess-7")
    message = types.Content(role="user", parts=[types.Part(text=QUESTION)])
    try:
        async for _ in runner.run_async(user_id="user-42", session_id=session.id, new_message=message):
            pass
    except Exception as error:
        print(f"as meant: {str(error)[:120]}")


asyncio.run(run("gemini-2.5-flash"))
asyncio.run(run("fail-500"))
shutdown()
