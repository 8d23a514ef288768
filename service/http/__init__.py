"""The HTTP API: what the library can do, for programs in any language; `api.api` puts it together."""
