"""What every room shares and nobody owns: dates, languages, the event scheme, the hedging scale.

Nothing in here knows a region, a store or a document.
"""
