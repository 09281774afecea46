"""What made-up institutions stand on, and what comes out: rows in the form of an operator's files."""

from collections.abc import Sequence
from dataclasses import dataclass

from providers.content import Closing
from seeds.rows.institutions import ListingRow, PractitionerRow, ProviderRow
from seeds.rows.places import DistrictRow, LanguageRow, SubdistrictRow
from seeds.rows.shelf import ProviderTypeRow, ServiceRow

SEED = "fawu-samples-1"


@dataclass(frozen=True, slots=True)
class Ground:
    """The rows of the shelf and its places."""

    types: Sequence[ProviderTypeRow]
    services: Sequence[ServiceRow]
    districts: Sequence[DistrictRow]
    subdistricts: Sequence[SubdistrictRow]
    languages: Sequence[LanguageRow]


@dataclass(frozen=True, slots=True)
class Sample:
    """Made-up institutions, their people, their listings, and hours out of the ordinary."""

    providers: Sequence[ProviderRow] = ()
    practitioners: Sequence[PractitionerRow] = ()
    listings: Sequence[ListingRow] = ()
    closings: Sequence[Closing] = ()
