"""Ideal points by the dynamic ordinal model of Bailey, Strezhnev and Voeten (2017)."""
