"""What the workspace does, by topic: each class starts workers and answers their messages."""
