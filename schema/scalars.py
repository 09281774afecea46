"""Scalars of the API: instants with an offset, ISO 8601 durations, tags; each refuses what it does not mean."""

import re
from datetime import date, datetime, timedelta, timezone
from typing import NewType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

Duration = NewType("Duration", int)  # seconds
Locale = NewType("Locale", str)
TimeZone = NewType("TimeZone", str)
URL = NewType("URL", str)

_DURATION = re.compile(r"P(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?")
_LOCALE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_MAX_TAG = 35


def bad_input(message: str) -> GraphQLError:
    """Make the error of an argument that cannot be meant; the message says what to send instead."""
    return GraphQLError(message, extensions={"code": "BAD_USER_INPUT"})


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise bad_input(f"{name} must be a string")
    return value


def _instant(value: object) -> datetime:
    text = _text(value, "DateTime")
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise bad_input(f"not a DateTime: {text[:40]!r}; send e.g. 2026-11-25T09:00:00+08:00") from error
    if instant.tzinfo is None:
        raise bad_input("a DateTime needs an offset, e.g. 2026-11-25T09:00:00+08:00 or …Z")
    try:
        return instant.astimezone(timezone.utc)  # noqa: UP017 datetime.UTC is the same object, this names it
    except OverflowError as error:
        raise bad_input("this DateTime lies outside the years that can be stored") from error


def _day(value: object) -> date:
    text = _text(value, "Date")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise bad_input(f"not a Date: {text[:40]!r}; send e.g. 2026-11-25") from error


def _seconds(value: object) -> Duration:
    text = _text(value, "Duration")
    found = _DURATION.fullmatch(text)
    if not found or not any(found.groups()):
        raise bad_input(f"not a Duration: {text[:40]!r}; send e.g. PT30M or P1DT2H")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return Duration(((days * 24 + hours) * 60 + minutes) * 60 + seconds)


def iso_duration(seconds: int) -> str:
    """Write seconds as ISO 8601, in the fewest parts: 5400 is PT1H30M."""
    span = timedelta(seconds=seconds)
    hours, rest = divmod(span.seconds, 3600)
    minutes, left = divmod(rest, 60)
    days = f"{span.days}D" if span.days else ""
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (left, "S")) if n)
    return f"P{days}T{clock}" if clock else f"P{days}" if days else "PT0S"


def _locale(value: object) -> Locale:
    text = _text(value, "Locale")
    if len(text) > _MAX_TAG or not _LOCALE.fullmatch(text):
        raise bad_input("not a Locale: send a BCP 47 tag, e.g. zh-Hans or en")
    return Locale(text)


def _zone(value: object) -> TimeZone:
    text = _text(value, "TimeZone")
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise bad_input("not a TimeZone: send an IANA name, e.g. Asia/Shanghai") from error
    return TimeZone(text)


def _url(value: object) -> URL:
    text = _text(value, "URL")
    if not text.startswith(("https://", "http://")):
        raise bad_input("a URL must begin with https:// or http://")
    return URL(text)


def _write_instant(value: datetime) -> str:
    return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")  # noqa: UP017 as above


SCALARS: dict[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="RFC 3339 instant with offset; stored in UTC.",
        serialize=_write_instant,
        parse_value=_instant,
    ),
    date: strawberry.scalar(
        name="Date", description="Calendar date, no zone.", serialize=date.isoformat, parse_value=_day
    ),
    Duration: strawberry.scalar(
        name="Duration",
        description="ISO 8601 duration, e.g. PT30M.",
        serialize=iso_duration,
        parse_value=_seconds,
    ),
    Locale: strawberry.scalar(
        name="Locale", description="BCP 47 tag, e.g. zh-Hans, en.", serialize=str, parse_value=_locale
    ),
    TimeZone: strawberry.scalar(
        name="TimeZone", description="IANA zone, e.g. Asia/Shanghai.", serialize=str, parse_value=_zone
    ),
    URL: strawberry.scalar(name="URL", serialize=str, parse_value=_url),
}
