"""The speed of the console, measured from outside."""
