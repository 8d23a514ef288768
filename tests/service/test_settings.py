from pathlib import Path

import pytest

from service import errors
from service.errors import BadRequest, DuizhaoError
from service.settings import SETTINGS, settings


def test_flags_stand_above_the_environment_and_that_above_defaults() -> None:
    """In that order, for every setting."""
    for setting in SETTINGS:
        values = {"port": ("1", "2")}.get(setting.name, ("flag", "variable"))
        environment = {setting.variable: values[1]}
        assert str(getattr(settings({setting.name: values[0]}, environment), setting.name)) == values[0]
        assert str(getattr(settings({setting.name: None}, environment), setting.name)) == values[1]
        default = str(Path(setting.default).expanduser()) if setting.name in {"home", "models"} else setting.default
        assert str(getattr(settings({}, {}), setting.name)) == default


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "7860.0", "七千", "²"])
def test_a_port_is_a_port(port: str) -> None:
    """Anything else is refused in one line."""
    with pytest.raises(BadRequest, match="port"):
        settings({"port": port}, {})


def test_a_home_may_be_in_ones_own_home() -> None:
    """~ is the user's folder."""
    assert settings({"home": "~/reports"}, {}).home == Path.home() / "reports"


def classes() -> list[type[DuizhaoError]]:
    """List all errors of the service."""
    found = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, DuizhaoError)]
    return [error for error in found if error is not DuizhaoError]


def test_errors_say_what_and_what_to_do() -> None:
    """Each has a code of its own and stands in the tree that the module draws."""
    codes = [error.code for error in classes()]
    assert len(set(codes)) == len(codes)
    for error in classes():
        made = error("the message", hint="the hint")
        assert str(made) == "the message; the hint"
        assert error.__name__ in (errors.__doc__ or "")
