"""People who sign in: one-time codes, sessions that can be ended, and who stands behind a token."""

from providers.accounts.accounts import Accounts
from providers.accounts.codes import CodeRules
from providers.accounts.person import Person

__all__ = ["Accounts", "CodeRules", "Person"]
