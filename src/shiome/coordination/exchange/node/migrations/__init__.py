"""How a node's tables came about, step by step (Alembic); run from code by :mod:`shiome.coordination.exchange.node.opening`."""
