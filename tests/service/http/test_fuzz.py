"""Whatever is asked, right or wrong, the API answers as its description says, and never breaks."""

import shutil
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from service.jobs import Jobs
from service.library import Library
from tests.fakes import open_library
from tests.service.http.conftest import mounted

CASES = 50
"""So many right ones, and as many wrong ones, of each of the twenty-one things that can be asked for."""
FEW = 12
"""So many where an answer takes long."""
LONG = {"/duplicates", "/overview"}
KNOWN = {"report": "664384959e-1", "passage": "664384959e-1:10"}
"""What is there, for what nobody would hit upon."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.fixture(scope="module")
def described(samples_by_pairs: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """The description, as the API over samples of the test's own gives it."""
    samples_by_pairs.warm()
    home = tmp_path_factory.mktemp("fuzzed") / "library"
    shutil.copytree(samples_by_pairs.home, home)
    jobs = Jobs()
    yield schemathesis.openapi.from_asgi("/api/openapi.json", mounted(open_library(home), jobs))
    jobs.close()


def test_every_answer_is_as_described(described: schemathesis.BaseSchema) -> None:
    """No status, type or shape but those that are described, and nothing that the description forbids is taken."""
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == 21
    for operation in operations:
        _fuzz(operation, operation.as_strategy())
        known = {name: id_ for name, id_ in KNOWN.items() if f"{{{name}}}" in operation.path}
        if known and operation.method != "delete":
            _fuzz(operation, operation.as_strategy(path_parameters=known))
        if {"parameters", "requestBody"} & operation.definition.raw.keys():
            _fuzz(operation, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def _fuzz(operation: APIOperation, cases: SearchStrategy[Case]) -> None:
    @seed(0)
    @settings(
        max_examples=FEW if operation.path in LONG else CASES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def answered(case: Case) -> None:
        case.call_and_validate(checks=CHECKS)

    answered()
