"""``python -m shiome``."""

from shiome.cli import main

main()
