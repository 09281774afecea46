"""The endpoint: GraphQL over HTTP, over WebSocket and as server-sent events, and GraphiQL in development."""

from api.graphql.endpoint import Endpoint

__all__ = ["Endpoint"]
