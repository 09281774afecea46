"""How a one-time code reaches a phone: the log in development, a signed webhook of the operator in production."""

import hashlib
import hmac
from dataclasses import dataclass, field

import httpx2
import orjson
import structlog

from api.settings import Settings, SetupError
from providers.ports import CodeSender

_SECONDS = 5.0


@dataclass(frozen=True)
class LogSender:
    """Development: the code is a line in the log."""

    log: structlog.stdlib.BoundLogger = field(default_factory=lambda: structlog.get_logger("fawu.codes"))

    async def send(self, phone: str, code: str) -> None:
        self.log.warning("sign-in code (development)", phone=phone, code=code)


@dataclass(frozen=True)
class WebhookSender:
    """POST {"phone", "code"} as JSON; `X-Fawu-Signature: sha256=…` is the HMAC-SHA256 of the body."""

    url: str
    secret: bytes
    transport: httpx2.AsyncBaseTransport | None = None

    async def send(self, phone: str, code: str) -> None:
        body = orjson.dumps({"phone": phone, "code": code})
        signature = hmac.new(self.secret, body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Fawu-Signature": f"sha256={signature}"}
        async with httpx2.AsyncClient(timeout=_SECONDS, transport=self.transport) as client:
            try:
                answer = await client.post(self.url, content=body, headers=headers)
            except (httpx2.HTTPError, httpx2.InvalidURL) as fault:
                raise OSError(f"the code gateway did not answer: {type(fault).__name__}") from fault
        if not answer.is_success:
            raise OSError(f"the code gateway answered {answer.status_code}")


def sender_of(settings: Settings) -> CodeSender:
    """Choose the sender these settings name."""
    if settings.code_gateway_url is None:
        if settings.production:
            raise SetupError("FAWU_CODE_GATEWAY_URL is missing: production sends sign-in codes through a webhook")
        return LogSender()
    if settings.code_gateway_secret is None:
        raise SetupError("FAWU_CODE_GATEWAY_SECRET is missing: set one of at least 32 characters")
    return WebhookSender(settings.code_gateway_url, settings.code_gateway_secret.get_secret_value().encode())
