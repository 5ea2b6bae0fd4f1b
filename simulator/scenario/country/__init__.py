"""A country as its files have it: profile, tables, exposure, technology, estimated draws."""
