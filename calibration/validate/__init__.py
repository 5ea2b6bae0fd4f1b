"""The model beside data: fits, stationarity, shocks, back-tests, held-out experiments."""
