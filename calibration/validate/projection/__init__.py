"""Public debt without policy beside official projections."""
