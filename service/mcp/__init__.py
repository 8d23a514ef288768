"""The library for models: tools over the Model Context Protocol, whose answers are small, cited and marked as quotations."""
