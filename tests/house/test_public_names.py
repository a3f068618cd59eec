"""The public surface is listed, and each name has a docstring."""

import shiome
import shiome.errors


def test_public_names():
    assert set(shiome.__all__) == {"__version__", "create", "open", "picture", "table"}
    for name in shiome.__all__:
        assert getattr(shiome, name)
    assert all(getattr(shiome, name).__doc__ for name in shiome.__all__ if name != "__version__")


def test_every_error_is_drawn_in_the_tree():
    kinds = [kind for kind in vars(shiome.errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert len(kinds) >= 9
    for kind in kinds:
        assert kind.__name__ in shiome.errors.__doc__
