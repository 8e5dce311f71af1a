"""Benefits in and out: spreadsheets of offices read into lines, and all lines with their claims."""
