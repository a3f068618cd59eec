"""Discovery: which uncertain inputs produce an outcome, how much each matters, and what a conclusion rests on."""
