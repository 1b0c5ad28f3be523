"""A real cluster of two machines (two Ray nodes on this one): the same rows as here, from an object store and from a
folder, also where one machine is lost.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from comity.model import ConfigError
from comity.scale import table
from comity.scale.engine import Task, run
from comity.scale.guard import Guard
from comity.scale.inside import Limits
from comity.scale.places import Folder, place_at
from comity.scale.reading import Done, run_shard
from comity.scale.shard import Shard, plan
from shelf_store import shelves

pytest.importorskip("ray", reason="the extra 'cluster' is not installed")
pytest.importorskip("daft", reason="the extra 'scale' is not installed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes are Linux's")

# A process of its own: Daft works on one engine a process, and Ray needs the network of this machine.
CLUSTER = """
import json
import sys

from ray.cluster_utils import Cluster

from comity.scale.engine import Task, run
from comity.scale.shard import Shard

if __name__ == "__main__":
    shards = [Shard.of_json(line) for line in json.loads(sys.argv[1])]
    node = {"num_cpus": 1, "object_store_memory": 100_000_000, "include_dashboard": False}
    cluster = Cluster(initialize_head=True, head_node_args=node)
    other = cluster.add_node(**{k: v for k, v in node.items() if k != "include_dashboard"})
    for folder in sys.argv[2:]:
        task = Task(folder=folder, reader="scale_acts:reading")
        for number, done in enumerate(run(shards, task, workers=2, engine=cluster.address)):
            print(done.to_json(), flush=True)
            if folder == sys.argv[-1] and number == 1:
                cluster.remove_node(other, allow_graceful=False)
                print("lost", flush=True)
"""


@pytest.mark.slow
def test_a_cluster_gives_the_same_rows_and_loses_none_with_a_machine(
    tmp_path: Path,
    archive: Callable[..., Path],
    made: Callable[..., tuple[str, bytes]],
    acts: ModuleType,
) -> None:
    path = archive(tmp_path / "a.warc.gz", [*(made(n, "act: sleep 0.1") for n in range(60)), made(60, "act: raise")])
    shards = list(plan([str(path)], lambda _: path.stat().st_size, code="1", model="m 1", shard_bytes=2_000))
    assert len(shards) > 7
    with Guard() as guard:
        here = [run_shard(shard, tmp_path / "here", guard, read=acts.reading) for shard in shards]
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER, "utf-8")
    with shelves(tmp_path) as store:
        folders = [store, str(tmp_path / "lost")]
        told = subprocess.run(
            [sys.executable, str(script), json.dumps([shard.to_json() for shard in shards]), *folders],
            capture_output=True,
            text=True,
            timeout=150,
            env={**os.environ, "DO_NOT_TRACK": "1", "RAY_USAGE_STATS_ENABLED": "0"},
        )
    lines = [line for line in told.stdout.splitlines() if line.startswith("{") or line == "lost"]
    assert lines.count("lost") == 1, told.stderr[-2000:]
    done = [Done.of_json(line) for line in lines if line != "lost"]
    assert len(done) == 2 * len(shards)
    for some in (done[: len(shards)], done[len(shards) :]):
        assert {(d.shard, d.read, d.errors) for d in some} == {(d.shard, d.read, d.errors) for d in here}
    for shard in shards:
        rows = list(table.read(Folder(tmp_path / "here").at(shard.name)))
        for folder in folders:
            with place_at(folder).held(shard.name) as held:
                assert held is not None
                assert list(table.read(held)) == rows


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("address", ["127.0.0.1:9", "ray://127.0.0.1:9", "nonsense"])
def test_an_address_without_a_cluster_is_told_at_once(tmp_path: Path, address: str) -> None:
    began = time.monotonic()
    with pytest.raises(ConfigError, match=f"^{address}: no Ray cluster answers there"):
        list(run([Shard(place="a", code="1", model="m")], Task(folder=str(tmp_path)), engine=address))
    assert time.monotonic() - began < 30


def test_what_workers_are_told_survives_the_way() -> None:
    task = Task(folder="/x", limits=Limits(seconds=3, memory=None, cpu=None), reader="a:b")
    assert Task.of_json(task.to_json()) == task
