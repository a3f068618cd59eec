"""The one model that both analyses use: drivers, and cells that each list the claims they rest on."""

from shiome.futures.model.assembly import Knowledge, assemble
from shiome.futures.model.model import At, FuturesModel, ModelCell, ModelDriver, ModelState, Override, Support

__all__ = [
    "At",
    "FuturesModel",
    "Knowledge",
    "ModelCell",
    "ModelDriver",
    "ModelState",
    "Override",
    "Support",
    "assemble",
]
