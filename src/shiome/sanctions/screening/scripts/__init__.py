"""Scripts: how Hangul, Han, kana, Cyrillic and Latin write the same Korean syllable, and their renderings."""
