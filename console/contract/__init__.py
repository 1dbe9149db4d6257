"""LiveAgent's API v1 as data: endpoints, parameters, records and letters, written once for client and desk."""
