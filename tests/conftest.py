"""Options of the whole suite."""

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the law; runs of the suite are bounded as a whole.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is read now as what is expected")
