"""The knowledge base: a tree of categories with articles in them, and of suggestion categories with suggestions."""
