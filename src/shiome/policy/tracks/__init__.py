"""The tracks of an actor: whether their measures fit together, what the actor fears of its partners, and what binds it at home."""
