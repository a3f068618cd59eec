"""Backtest: what the model would have said on past days, scored against what later became known.

``questions`` asks the judgements of the ledger as formulas, ``knowledge`` shows a forecaster only what was known on a day, ``ledger``
tells how judgements stood, ``forecasts`` asks every question that was open, ``scores`` compares with other forecasters, ``verdict``
says in words whether the model has earned trust, and ``report`` puts it all together.
"""
