"""Whole stories: the console on the demo desk, driven by keys, checked on the screen and at the desk."""
