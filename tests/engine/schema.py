"""What stands in a database: tables, columns, indexes, constraints, triggers, as text to compare."""

from providers.db import connection

SQLITE = """
WITH tables AS (SELECT name FROM sqlite_master WHERE type = 'table')
SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk || ' '
  || coalesce(c.dflt_value, '') AS line FROM tables t JOIN pragma_table_info(t.name) c
UNION ALL SELECT 'index ' || t.name || ' ' || iif(i.origin = 'c', i.name, '') || ' ' || i."unique" || ' '
  || (SELECT group_concat(name) FROM pragma_index_info(i.name)) FROM tables t JOIN pragma_index_list(t.name) i
UNION ALL SELECT 'foreign key ' || t.name || '.' || f."from" || ' ' || f."table" || '.' || f."to" || ' ' || f.on_delete
  FROM tables t JOIN pragma_foreign_key_list(t.name) f
UNION ALL SELECT 'trigger ' || sql FROM sqlite_master WHERE type = 'trigger'"""
POSTGRES = """
SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
  || coalesce(column_default, '') AS line FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"""


async def schema_lines() -> list[str]:
    client = connection()
    query = SQLITE if client.capabilities.dialect == "sqlite" else POSTGRES
    return sorted(str(row["line"]) for row in await client.execute_query_dict(query))
