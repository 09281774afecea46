"""`/bookings/{key}.ics`: a booking as a calendar file; whoever holds its key may read it."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.runtime import Runtime


class Calendar:
    """The endpoint."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.method not in {"GET", "HEAD"}:
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        file = await self.runtime.use.bookings.calendar_file(request.path_params["key"], self.runtime.clock())
        if file is None:
            raise HTTPException(404)
        headers = {"content-disposition": 'inline; filename="booking.ics"', "cache-control": "no-store"}
        await Response(file, 200, headers, "text/calendar; charset=utf-8")(scope, receive, send)
