"""The packaged linear model: hashed n-grams in, a score for every area, service and flag out."""

import io
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from providers.triage.text import Grams, grams

Vector = NDArray[np.float32]

_FILE = Path(__file__).parent / "data" / "model.npz"


@dataclass(frozen=True, slots=True)
class Features:
    """The known n-grams of one text: which rows of the model they are, their weight, and where they were said."""

    rows: NDArray[np.int64]
    weights: Vector
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text and how much it spoke for an outcome."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in 8 bits, one scale a row and one a column; see seeds/training for how they came about."""

    version: str
    hashes: NDArray[np.uint32]
    idf: Vector
    weights: NDArray[np.int8]
    row_scale: Vector
    column_scale: Vector
    bias: Vector
    areas: tuple[str, ...]
    services: tuple[str, ...]
    flags: tuple[str, ...]
    area_fit: Vector
    flag_fit: Vector
    flag_floor: Vector
    legal_fit: Vector
    mixed_fit: Vector
    lexical_fit: Vector

    def features(self, text: str) -> Features:
        """Weigh the known n-grams of a folded text: 1 + log of their count, times rarity, on the unit sphere."""
        found = grams(text)
        rows, weights, places = weigh(found, self.hashes, self.idf)
        spans = tuple((int(found.starts[place]), int(found.ends[place])) for place in places)
        return Features(rows, weights, spans)

    def scores(self, features: Features) -> Vector:
        """One score a column: areas, then services, then flags, then "this is a legal matter"."""
        scaled = features.weights * self.row_scale[features.rows]
        plain = np.matmul(scaled, self.weights[features.rows], dtype=np.float32)
        return plain * self.column_scale + self.bias

    def reasons(self, features: Features, column: int, most: int = 2) -> list[Span]:
        """Find the stretches of two letters or more that spoke most for a column, overlapping ones joined."""
        shares = features.weights * self.row_scale[features.rows] * self.weights[features.rows, column]
        best = sorted(zip(shares.tolist(), features.spans, strict=True), reverse=True)[:12]
        spans = [Span(start, end, share) for share, (start, end) in best if share > 0 and end - start > 1]
        return _joined(spans[: most * 2])[:most]

    def area_shares(self, scores: Vector) -> Vector:
        """Share the certainty out among the areas; the scores themselves do not add up to one."""
        return shares(scores[: len(self.areas)], self.area_fit)

    def service_column(self, place: int) -> int:
        return len(self.areas) + place

    def service_scores(self, scores: Vector) -> Vector:
        return scores[len(self.areas) : len(self.areas) + len(self.services)]

    def flag_scores(self, scores: Vector) -> Vector:
        return scores[len(self.areas) + len(self.services) : -1]


def weigh(found: Grams, hashes: NDArray[np.uint32], idf: Vector) -> tuple[NDArray[np.int64], Vector, NDArray[np.int64]]:
    """Rows of known n-grams, their unit weights, and one place in `found` where each stands."""
    places = np.minimum(np.searchsorted(hashes, found.hashes), len(hashes) - 1)
    known = np.flatnonzero(hashes[places] == found.hashes)
    rows, first, counts = np.unique(places[known], return_index=True, return_counts=True)
    weights = (1 + np.log(counts)) * idf[rows]
    length = float(np.sqrt(weights @ weights)) or 1.0
    return rows, (weights / length).astype(np.float32), known[first]


def shares(scores: Vector, fit: Vector) -> Vector:
    """Raise scores to a power, weak ones lifted to a least value first, and make them add up to one."""
    power, least = fit
    raised = np.maximum(scores, least) ** power
    return (raised / raised.sum(axis=-1, keepdims=True)).astype(np.float32)


def load(path: Path = _FILE) -> Model:
    """Read the model; its version is the checksum of the file."""
    content = path.read_bytes()
    with np.load(io.BytesIO(content), allow_pickle=False) as part:
        return Model(
            version=f"{zlib.crc32(content):08x}",
            hashes=np.cumsum(part["gaps"], dtype=np.uint64).astype(np.uint32),
            idf=part["idf"].astype(np.float32),
            weights=part["weights"],
            row_scale=part["row_scale"].astype(np.float32),
            column_scale=part["column_scale"],
            bias=part["bias"],
            areas=tuple(part["areas"].tolist()),
            services=tuple(part["services"].tolist()),
            flags=tuple(part["flags"].tolist()),
            area_fit=part["area_fit"],
            flag_fit=part["flag_fit"],
            flag_floor=part["flag_floor"],
            legal_fit=part["legal_fit"],
            mixed_fit=part["mixed_fit"],
            lexical_fit=part["lexical_fit"],
        )


def _joined(spans: list[Span]) -> list[Span]:
    """Join what overlaps, strongest first again."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        if joined and span.start < joined[-1].end:
            last = joined.pop()
            joined.append(Span(last.start, max(last.end, span.end), max(last.weight, span.weight)))
        else:
            joined.append(span)
    return sorted(joined, key=lambda each: -each.weight)
