"""The token of a place: its coordinates, opaque and the same each time.

It proves nothing: whoever sends it back is answered by the same code that offers places.
"""

import base64
import binascii
import re
from datetime import timedelta

from providers.enums import ServiceMode
from providers.errors import PlaceRef
from providers.rules.wall import epoch, moment

_FORM = re.compile(r"1:(\d{1,18}):(\d{0,18}):(\d{1,11}):(\d{1,6}):([A-Z_]{1,20})", re.ASCII)
_LONGEST = 120
_LAST = 250_000_000_000  # 9892: datetimes end in 9999


def token_of(place: PlaceRef) -> str:
    """Write the coordinates of a place."""
    who = "" if place.practitioner_id is None else place.practitioner_id
    seconds = int((place.ends_at - place.starts_at).total_seconds())
    text = f"1:{place.listing_id}:{who}:{epoch(place.starts_at)}:{seconds}:{place.mode}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_of(token: str) -> PlaceRef | None:
    """Read a token; None when it is none."""
    if len(token) > _LONGEST:
        return None
    try:
        text = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True).decode()
    except (ValueError, binascii.Error):
        return None
    found = _FORM.fullmatch(text)
    if found is None or found[5] not in ServiceMode.__members__ or int(found[3]) > _LAST:
        return None
    starts = moment(int(found[3]))
    who = int(found[2]) if found[2] else None
    return PlaceRef(int(found[1]), who, starts, starts + timedelta(seconds=int(found[4])), ServiceMode(found[5]))
