"""What can go wrong with a model, said so that a person can act on it.

ModelError
├── ModelUnavailable   nothing of that name here, and it could not be fetched
├── ModelRefused       loading it would run code, or read weights that can hide code
└── ModelDamaged       its files are not the ones that were promised
"""


class ModelError(Exception):
    """A model could not be had. The message says what, which model or file, and what to do."""


class ModelUnavailable(ModelError):
    """There is no such model here, and it could not be fetched."""


class ModelRefused(ModelError):
    """The model asks for something that duizhao does not do: remote code, or weights that are pickles."""


class ModelDamaged(ModelError):
    """The model's files are missing, cut short or altered."""
