"""The judgement ledger: judgements made by hand, their outcomes, forecasts of named forecasters, scores, revisions, what is due.

Plain functions over records; :mod:`shiome.workspace.ledger` puts them to a store. ``drafts`` makes judgements, ``resolving`` closes them,
``forecasts`` keeps what others say of the same question, ``scores`` and ``picture`` tell how well all that went, ``revisions`` what later
papers made of it, ``due`` what is to be looked at next, ``pooling`` puts several forecasters together.
"""
