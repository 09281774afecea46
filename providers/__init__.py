"""The market: tables, pure rules, use cases, outbox. Knows neither GraphQL nor HTTP nor which engine runs."""
