"""From 2015 to 2024: the model beside data and beside forecasts that know no economics."""
