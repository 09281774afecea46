"""Full-text engines behind one port. Knows neither law nor tables nor GraphQL."""
