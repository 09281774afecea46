"""The rows of the CSV files: one pydantic model a file, and what each row becomes."""
