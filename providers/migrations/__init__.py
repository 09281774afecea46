"""The history of the tables: `0001_tables`, `0002_guards`, and one file for each change since.

While nothing is released, `python -m providers.migrations._first` writes 0001's parts again from the models.
After the release: a new file by hand or by Tortoise's writer, never a change of an old one. On SQLite a new NOT NULL
column needs `db_default=`; give guards in RunPython, one statement a call, alike named on both databases.
"""
