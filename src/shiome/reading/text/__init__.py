"""From bytes to clean sentences: encoding, extraction, repair, metadata, language, passages."""
