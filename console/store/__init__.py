"""What this agent keeps on this machine: conversations, threads, customers, articles and presence as last seen, and drafts."""
