"""The tests of the console, its help desk and the contract between them."""
