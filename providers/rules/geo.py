"""Distances between places."""

from math import asin, cos, radians, sin, sqrt

EARTH = 6_371_008.8  # metres, mean radius
Point = tuple[float, float]  # latitude, longitude


def metres(one: Point, other: Point) -> int:
    """Return the great-circle distance."""
    lat1, lng1, lat2, lng2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lng2 - lng1) / 2) ** 2
    return round(2 * EARTH * asin(min(1.0, sqrt(half))))
