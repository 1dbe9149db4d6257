"""Tests of the outbox at work."""
