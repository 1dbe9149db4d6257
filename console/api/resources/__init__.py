"""The calls of the API by resource: `client.conversations`, `client.customers` and so on, one module each."""
