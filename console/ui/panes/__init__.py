"""The panes of the workspace and the composer: they draw state, post messages, and never talk to each other."""
