"""What the workbench keeps for itself, beside the records: accounts, sessions, saved views, frozen results."""

from __future__ import annotations

from shiome.web.keeping.accounts import Account, Accounts
from shiome.web.keeping.keeping import Keeping
from shiome.web.keeping.views import Frozen, SavedView

__all__ = ["Account", "Accounts", "Frozen", "Keeping", "SavedView"]
