"""A language model as coder, by choice: any endpoint that speaks OpenAI's chat completions.

Its answers are proposals like those of the rule coder, and are held to more: every quotation must stand in the text,
every actor must be one that the passage names, every date must be EDTF.
"""

from __future__ import annotations

from shiome.reading.language_model.checking import Refusal
from shiome.reading.language_model.coder import ModelCoder, ModelRun
from shiome.reading.language_model.ledger import Ledger
from shiome.reading.language_model.prompt import prompt_version
from shiome.reading.language_model.settings import ModelSettings, key_from

__all__ = ["Ledger", "ModelCoder", "ModelRun", "ModelSettings", "Refusal", "key_from", "prompt_version"]
