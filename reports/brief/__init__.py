"""The answer on one page: what stands on the first screen, the first printed page, and in the PDF."""
