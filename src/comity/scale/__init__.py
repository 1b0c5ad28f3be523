"""Many documents at once: shards over processes, with a guard around each."""

from comity.scale.shards import map_documents

__all__ = ["map_documents"]
