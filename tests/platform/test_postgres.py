"""The database server that the tests start."""

import psycopg
import pytest


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_gets_an_empty_database_of_its_own(postgres_url, turn):
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE people (name text)")
        connection.execute("INSERT INTO people VALUES (%s)", ["Siobhán"])
        assert connection.execute("SELECT upper(name) FROM people").fetchall() == [("SIOBHÁN",)]
