"""Every table the market opened with; the parts are written by `_first.py`, in the order they refer to each other."""

from tortoise.migrations import Migration as Base, Operation

from providers.migrations.first import account, booking, institution, listing, need, place, shelf, system

OPERATIONS: list[Operation] = [
    *place.OPERATIONS,
    *institution.OPERATIONS,
    *account.OPERATIONS,
    *shelf.OPERATIONS,
    *listing.OPERATIONS,
    *need.OPERATIONS,
    *booking.OPERATIONS,
    *system.OPERATIONS,
]


class Migration(Base):
    """The first tables."""

    initial = True
    operations = OPERATIONS
