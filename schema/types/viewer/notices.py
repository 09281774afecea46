"""What a person is told, and the copy of their data: empty until the issues that send and export."""

from datetime import datetime

import strawberry

from providers.enums import Channel, JobState, WebhookEvent
from schema.relay import Connection, Edge, Node
from schema.scalars import URL
from schema.types.catalog.words import InLocale, said

ENUMS = tuple(strawberry.enum(kind) for kind in (JobState, WebhookEvent))


@strawberry.type
class Notification(Node):
    """Something a person was told."""

    heading: strawberry.Private[str]
    words: strawberry.Private[str]

    @strawberry.field(description="Title.")
    def title(self, locale: InLocale = None) -> str:
        return said(locale, self.heading, "")

    @strawberry.field(description="Main text.")
    def body(self, locale: InLocale = None) -> str:
        return said(locale, self.words, "")

    subject: Node | None = strawberry.field(description="The object concerned.")
    read_at: datetime | None = strawberry.field(description="When it was read.")
    at: datetime = strawberry.field(description="When it happened or is due.")


NotificationEdge = Edge[Notification]
NotificationConnection = Connection[Notification]


@strawberry.type
class NotificationPreference:
    """How a person is told of something."""

    event: WebhookEvent = strawberry.field(description="What happened.")
    channels: list[Channel] = strawberry.field(description="How it is sent.")


@strawberry.type
class DataExport(Node):
    """A copy of one's data."""

    state: JobState = strawberry.field(description="State.")
    url: URL | None = strawberry.field(description="Link.")
    expires_at: datetime | None = strawberry.field(description="When it runs out.")
