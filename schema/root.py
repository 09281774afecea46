"""The schema: every room's queries, mutations and subscriptions under one roof."""

from graphql import GraphQLError
from strawberry import Schema, type as gql_type
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from schema.deadline import deadline
from schema.loaders import Loaders
from schema.mutations.booking import BookingMutations
from schema.mutations.needs import NeedMutations
from schema.mutations.sessions import SessionMutations
from schema.operation import Faults, Guarded, GuardedWithoutIntrospection
from schema.queries.catalog import CatalogQueries
from schema.queries.needs import NeedQueries
from schema.queries.nodes import NodeQueries
from schema.queries.places import PlaceQueries
from schema.queries.search import SearchQueries
from schema.queries.viewer import ViewerQueries
from schema.relay import MAX_PAGE
from schema.scalars import SCALARS
from schema.subscriptions.needs import NeedSubscriptions
from schema.subscriptions.places import PlaceSubscriptions


@gql_type
class Query(NodeQueries, ViewerQueries, CatalogQueries, SearchQueries, PlaceQueries, NeedQueries):
    """Everything that can be read."""


@gql_type
class Mutation(SessionMutations, NeedMutations, BookingMutations):
    """Everything that can be done."""


@gql_type
class Subscription(PlaceSubscriptions, NeedSubscriptions):
    """Everything that can be followed live."""


class MarketSchema(Schema):
    """Strawberry's schema, which logs every client's mistake as a fault unless told otherwise."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Leave logging to `operation.Faults`, which knows faults from refusals."""


def build_schema(*, production: bool = False, seconds: float = 10) -> MarketSchema:
    """Build the schema; in production it tells neither its types nor what was perhaps meant."""
    return MarketSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        config=StrawberryConfig(scalar_map=SCALARS, relay_max_results=MAX_PAGE, disable_field_suggestions=production),
        extensions=[GuardedWithoutIntrospection if production else Guarded, Loaders, Faults, deadline(seconds)],
    )
