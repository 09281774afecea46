"""A booking as an iCalendar file that calendars on telephones and desks understand."""

# pyright: reportUnknownMemberType=false

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from providers.db.reading import storable
from providers.enums import BookingStatus, ServiceMode
from providers.models import Booking, Listing, Location, Provider

_PRODUCT = "-//Fawu//Booking//ZH"
_MARGIN = timedelta(days=366)  # of the zone's history as much as matters
_DOMAIN = "booking.fawu"

_REMOTE = {
    ServiceMode.PHONE: "电话",
    ServiceMode.VIDEO: "视频",
    ServiceMode.ONLINE_FORM: "网上办理",
    ServiceMode.HOME_VISIT: "上门服务",
}
_OFF = (BookingStatus.CANCELLED, BookingStatus.RESCHEDULED)
_STATUS = {BookingStatus.PENDING: "TENTATIVE", **dict.fromkeys(_OFF, "CANCELLED")}


@dataclass(frozen=True, slots=True)
class Page:
    """What a calendar shows of a booking: no word of the matter itself."""

    booking: Booking
    listing: Listing
    provider: Provider
    location: Location


async def page_of(ics_key: str) -> Page | None:
    """Read what stands behind the unguessable address of a file."""
    booking = await Booking.get_or_none(ics_key=ics_key) if storable(ics_key, 64) else None
    if booking is None:
        return None
    listing = await Listing.get(id=booking.listing_id)
    provider = await Provider.get(id=listing.provider_id)
    location = await Location.get(id=listing.location_id or provider.location_id)
    return Page(booking, listing, provider, location)


def render(page: Page, now: datetime) -> bytes:
    """Write the file. SEQUENCE grows with every change, the UID stays, so that calendars replace what they had."""
    stands = page.booking.status not in _OFF
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH" if stands else "CANCEL")
    calendar.add_component(_event(page, now))
    starts, ends = page.booking.starts_at, page.booking.ends_at
    calendar.add_missing_timezones((starts - _MARGIN).date(), (ends + _MARGIN).date())
    return calendar.to_ical()


def _event(page: Page, now: datetime) -> Event:
    booking, zone = page.booking, ZoneInfo(page.listing.time_zone)
    event = Event()
    event.add("uid", f"{booking.number}@{_DOMAIN}")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", booking.starts_at.astimezone(zone))
    event.add("dtend", booking.ends_at.astimezone(zone))
    event.add("summary", f"{page.provider.name_zh} · 预约 {booking.number}")
    event.add(
        "location", vText(_REMOTE.get(ServiceMode(booking.mode), f"{page.location.name} {page.location.address}"))
    )
    event.add("status", _STATUS.get(BookingStatus(booking.status), "CONFIRMED"))
    event.add("transp", "OPAQUE")
    return event
