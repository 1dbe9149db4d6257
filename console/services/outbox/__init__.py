"""The outbox at work: accepted wishes are held, guarded, sent once, and believed only when they were seen."""
