"""The signed-in person."""

import strawberry

from schema.context import Info
from schema.types.viewer import Viewer, viewer


@strawberry.type
class ViewerQueries:
    """Who is asking."""

    @strawberry.field(description="The signed-in actor; null when anonymous.")
    def viewer(self, info: Info) -> Viewer | None:
        actor = info.context.actor
        return None if actor is None else viewer(actor)
