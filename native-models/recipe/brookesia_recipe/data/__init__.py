"""Scenes as tokens, stored in shards."""
