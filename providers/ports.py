"""What the use cases ask of the world outside; `api` gives the real ones, tests give fakes of ten lines."""

from typing import Protocol


class CodeSender(Protocol):
    """Brings a one-time code to a phone."""

    async def send(self, phone: str, code: str) -> None:
        """Send to an E.164 number; raises OSError when the gateway cannot take it."""
        ...
