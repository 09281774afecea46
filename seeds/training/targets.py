"""What each row should score: shares of areas, degrees of services, flags, and whether it is a legal matter."""

from collections.abc import Sequence

import numpy as np

from providers.triage.flags import Patterns
from providers.triage.text import fold
from seeds.training.corpus import FLAGS, Book, Row
from seeds.training.fit import Matrix, softmax

_ALSO = 0.3
_DEGREES = (1.0, 0.7, 0.5, 0.4, 0.3)
_SHARP = 6.0


def areas(book: Book, rows: Sequence[Row]) -> Matrix:
    """One for the area, less for others that would do; nothing for rows that name none."""
    places = {code: place for place, code in enumerate(book.areas)}
    target = np.zeros((len(rows), len(book.areas)), np.float32)
    for line, row in zip(target, rows, strict=True):
        if row.area is not None:
            line[places[row.area]] = 1
            for code in row.alts:
                line[places[code]] += _ALSO
    return target / np.maximum(target.sum(axis=1, keepdims=True), 1e-9)


def areas_of_groups(book: Book, rows: Sequence[Row], scores: Matrix) -> Matrix:
    """Rows that name only a group of areas: the group's share is spread as the first model sees it."""
    shares = softmax(scores * _SHARP)
    target = np.zeros_like(shares)
    for line, share, row in zip(target, shares, rows, strict=True):
        for group, part in ((row.group, 1.0), *((alt, _ALSO) for alt in row.alts)):
            inside = share * np.array([book.groups[code] == group for code in book.areas])
            line[:] = line + part * inside / max(float(inside.sum()), 1e-9)
    return target / target.sum(axis=1, keepdims=True)


def services(book: Book, rows: Sequence[Row]) -> Matrix:
    places = {code: place for place, code in enumerate(book.codes)}
    target = np.zeros((len(rows), len(book.codes)), np.float32)
    for line, row in zip(target, rows, strict=True):
        for code, degree in zip(row.services or (), _DEGREES, strict=False):
            line[places[code]] = degree
    return target


def accepted(book: Book, rows: Sequence[Row]) -> Matrix:
    """One for every service a clerk would accept."""
    return (services(book, rows) > 0).astype(np.float32)


def flags(rows: Sequence[Row], patterns: Patterns) -> Matrix:
    """Rows that say nothing of flags (phrases of the vocabulary) get what the patterns see in them."""
    target = np.zeros((len(rows), len(FLAGS)), np.float32)
    for line, row in zip(target, rows, strict=True):
        text = fold(row.text).text
        for place, flag in enumerate(FLAGS):
            line[place] = flag in row.flags if row.flags is not None else patterns.signs(text, flag).strong
    return target
