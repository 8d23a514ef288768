"""The web app: pages that people read, made from what the service answers."""
