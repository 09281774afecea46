"""Code senders: the log in development, a signed webhook in production."""

import hashlib
import hmac

import httpx2
import pytest
import structlog

from api.senders import LogSender, WebhookSender, sender_of
from api.settings import load

URL = "https://codes.example/send"
SECRET = "a secret of more than thirty-two characters"


def sender(answer: httpx2.Response | Exception, seen: list[httpx2.Request]) -> WebhookSender:
    def gateway(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return WebhookSender(URL, SECRET.encode(), httpx2.MockTransport(gateway))


async def test_webhook_gets_a_signed_body() -> None:
    seen: list[httpx2.Request] = []
    await sender(httpx2.Response(204), seen).send("+8613800000001", "123456")
    (request,) = seen
    assert request.content == b'{"phone":"+8613800000001","code":"123456"}'
    expected = hmac.new(SECRET.encode(), request.content, hashlib.sha256).hexdigest()
    assert request.headers["x-fawu-signature"] == f"sha256={expected}"


@pytest.mark.parametrize("answer", [httpx2.Response(500), httpx2.Response(302), httpx2.ConnectError("refused")])
async def test_gateway_that_fails_is_an_oserror_without_the_code(answer: httpx2.Response | Exception) -> None:
    with pytest.raises(OSError, match="code gateway") as caught:
        await sender(answer, []).send("+8613800000001", "123456")
    assert "123456" not in str(caught.value)


async def test_development_writes_the_code_to_the_log() -> None:
    with structlog.testing.capture_logs() as lines:
        await LogSender().send("+8613800000001", "123456")
    assert lines[0]["code"] == "123456"


def test_settings_choose_the_sender() -> None:
    assert isinstance(sender_of(load()), LogSender)
    chosen = sender_of(load(FAWU_CODE_GATEWAY_URL=URL, FAWU_CODE_GATEWAY_SECRET=SECRET))
    assert isinstance(chosen, WebhookSender)
    assert chosen.url == URL
