"""What this agent keeps on this machine: what was last seen of the server, and drafts."""
