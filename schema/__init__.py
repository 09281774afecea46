"""The GraphQL face: types, queries, mutations, subscriptions, loaders, refusals as union members."""
