"""Starter files that `sim new` writes: their texts, and writing them without ever overwriting anything."""
