"""Consistent scenarios by cross-impact balance: matrices, exact solutions, succession, basins, bands, ScenarioWizard files."""
