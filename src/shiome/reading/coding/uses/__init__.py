"""Event words in use, in Korean, Chinese and Russian: who stands where, who did it to whom, whose words they are."""
