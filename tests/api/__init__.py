"""The client against servers that answer, misbehave or are not there, all on this machine."""
