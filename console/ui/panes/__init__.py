"""The four panes of the workspace and the composer; panes draw state and post messages, and never talk to each other."""
