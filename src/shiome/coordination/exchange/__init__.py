"""The exchange: nodes of partners that publish objects to one another and keep a log that neither can rewrite."""
