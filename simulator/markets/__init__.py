"""Where agents meet: compiled matching and rationing passes over whole columns."""
