"""The server engine: Meilisearch 1.x over HTTP."""
