"""LiveAgent Console: a terminal program for agents of the LiveAgent help desk."""

__version__ = "0.1.0"
