"""Types of the signed-in person: who they are, where they work, what is theirs."""

from schema.types.viewer.account import Account, Membership, account
from schema.types.viewer.viewer import Viewer, viewer

__all__ = ["Account", "Membership", "Viewer", "account", "viewer"]
