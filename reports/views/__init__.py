"""What people read of `findings.parquet`: each view chooses rows and says them, and works out none."""
