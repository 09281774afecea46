"""Distances on the globe."""

import math

EARTH = 6_371_008.8  # metres, mean radius


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance."""
    lat1, lng1, lat2, lng2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lng2 - lng1) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def box(lat: float, lng: float, radius: float) -> tuple[float, float, float, float]:
    """Return south, north, west, east of a box around a circle; the whole ring of longitudes near a pole."""
    high = math.degrees(radius / EARTH)
    rim = math.cos(math.radians(min(89.9, abs(lat) + high)))
    wide = math.degrees(radius / EARTH / rim)
    around = wide >= 180 or abs(lat) + high >= 89.9 or lng - wide < -180 or lng + wide > 180  # noqa: PLR2004
    west, east = (-180.0, 180.0) if around else (lng - wide, lng + wide)
    return lat - high, lat + high, west, east
