"""What could be done: proposals, mixes of tools, bargains, conflicts and roadmaps, each tested before it is recommended."""
