"""How the tables came about, step by step (Alembic); run from code by :mod:`shiome.records.store.opening`."""
