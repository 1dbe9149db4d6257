"""The desk: its database, its answers to every call, and the server around them."""
