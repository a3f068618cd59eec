"""Names that Korean, Chinese and Russian sentences give actors."""
