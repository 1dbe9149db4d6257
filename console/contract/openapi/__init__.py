"""The OpenAPI document of API v1, made from the registry, the models and what is known beside them in data/."""
