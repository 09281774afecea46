"""The closed sets of the catalogue, known to GraphQL by being imported once."""

import strawberry

from providers.enums import (
    AccessNeed,
    CredentialKind,
    CredentialState,
    FacetField,
    FeeKind,
    ListingSort,
    ListingState,
    ProviderKind,
    ProviderStatus,
    ResultType,
    RevisionState,
    SearchSort,
    ServiceMode,
    ServiceSort,
    SuggestionKind,
    TermMatchKind,
)

ENUMS = tuple(
    strawberry.enum(kind)
    for kind in (
        AccessNeed,
        CredentialKind,
        CredentialState,
        FacetField,
        FeeKind,
        ListingSort,
        ListingState,
        ProviderKind,
        ProviderStatus,
        ResultType,
        RevisionState,
        SearchSort,
        ServiceMode,
        ServiceSort,
        SuggestionKind,
        TermMatchKind,
    )
)
