"""What can be told of a regular expression before it is tried: many are looked for in every sentence."""
