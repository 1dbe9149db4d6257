"""A network that goes wrong in every way that was measured, between the real client and the real desk."""
