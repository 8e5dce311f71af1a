"""Sessions of the programme and who attended them."""
