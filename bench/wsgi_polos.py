"""The bare yardstick: no framework, no log, no guard. Parse, one upsert, autocommit, a connection per thread, reply.

Served by the same server command as the product, on the same PostgreSQL; bench/ujian.py makes its one table.
"""

import json
import os
import threading

import psycopg2

UPSERT = """
    INSERT INTO polos (token, versi, epoch, seq, nilai) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (token, versi) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq, nilai = excluded.nilai
"""
here = threading.local()


def connection():
    if not hasattr(here, "connection"):
        here.connection = psycopg2.connect(os.environ["DATABASE_URL"])
        here.connection.autocommit = True
    return here.connection


def application(environ, start_response):
    data = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    entry = data["simpanan"][0]
    token = environ["HTTP_AUTHORIZATION"]
    with connection().cursor() as cursor:
        cursor.execute(UPSERT, [token, entry["versi"], entry["epoch"], entry["seq"], json.dumps(entry["nilai"])])
    told = {"acked": [[entry["versi"], entry["epoch"], entry["seq"]]]}
    body = json.dumps(told, separators=(",", ":")).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
