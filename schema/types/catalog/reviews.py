"""Reviews: the types stand, nothing is reviewed yet."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import strawberry

from schema.relay import Connection, Node, forward


@strawberry.enum
class ModerationState(StrEnum):
    """Where a text stands before it may be shown."""

    PENDING = "PENDING"
    PUBLISHED = "PUBLISHED"
    REJECTED = "REJECTED"


@strawberry.type
class ReviewSummary:
    """Counts and mean."""

    count: int = strawberry.field(description="How many.")
    average: float | None = strawberry.field(description="Bayesian mean; null under 5 reviews.")
    distribution: list[int] = strawberry.field(description="Counts for 1..5 stars.")


@strawberry.type(description="Only for a completed booking; one each.")
class Review(Node):
    """What a citizen said of a booking."""

    booking: Any = strawberry.field(
        description="The booking concerned.", graphql_type=forward("schema.types.booking", "Booking")
    )
    rating: int = strawberry.field(description="1..5.")
    text: str | None = strawberry.field(description="Text.")
    reply: str | None = strawberry.field(description="Public answer of the provider.")
    state: ModerationState = strawberry.field(description="State.")
    created_at: datetime = strawberry.field(description="When it was made.")


def unreviewed() -> ReviewSummary:
    return ReviewSummary(count=0, average=None, distribution=[0, 0, 0, 0, 0])


ReviewConnection = Connection[Review]
