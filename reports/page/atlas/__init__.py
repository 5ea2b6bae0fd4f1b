"""An atlas: comparisons of several countries as static pages, a map and tables of computed points."""
