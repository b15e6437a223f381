"""Proof that the registers agree: numbers without gaps, entries that equal their lines.

Read beside `proof.py`; each query counts places where something does not fit (domain §2.3).
"""

from __future__ import annotations

COUNTED = {
    "number-gap": """
        SELECT count(*) FROM (SELECT series FROM inventory_line WHERE corrects_id IS NULL
        GROUP BY series HAVING MAX(number) - MIN(number) + 1 <> count(*)) AS broken""",
    "next-number": """
        SELECT count(*) FROM (SELECT series, MAX(number) AS last FROM inventory_line
        GROUP BY series) AS book LEFT JOIN number_series ON number_series.key = book.series
        WHERE COALESCE(number_series.next_number, 0) <> book.last + 1""",
    "summary-gap": """
        SELECT count(*) FROM (SELECT year FROM summary_entry
        GROUP BY part, year HAVING MAX(number) <> count(*)) AS broken""",
    "act-gap": """
        SELECT count(*) FROM (SELECT year FROM paper_act
        GROUP BY kind, year HAVING MAX(number) <> count(*)) AS broken""",
    "posted-without-entry": """
        SELECT count(*) FROM accession_batch WHERE state = 'posted' AND
        (SELECT count(*) FROM summary_entry WHERE batch_id = accession_batch.id) <> 1""",
    "entry-against-lines": """
        SELECT count(*) FROM summary_entry AS entry JOIN (
            SELECT batch_id, SUM(came) AS copies,
            SUM(CASE accounting WHEN 'temporary' THEN 0 ELSE came END) AS on_balance,
            SUM(CASE accounting WHEN 'temporary' THEN 0
                ELSE came * CAST(price_tiyn AS BIGINT) END) AS tiyn
            FROM accession_line GROUP BY batch_id
        ) AS line ON line.batch_id = entry.batch_id
        WHERE entry.copies <> line.copies OR entry.on_balance <> line.on_balance
        OR entry.copies <> entry.on_balance + entry.off_balance OR entry.sum_tiyn <> line.tiyn""",
    "entry-against-cells": """
        SELECT count(*) FROM summary_entry AS entry JOIN (
            SELECT entry_id, SUM(copies) AS copies, SUM(sum_tiyn) AS tiyn
            FROM summary_cell WHERE cell_group IN ('kind', 'content', 'language')
            GROUP BY entry_id, cell_group
        ) AS cell ON cell.entry_id = entry.id
        WHERE entry.batch_id IS NOT NULL AND
        (entry.copies <> cell.copies OR entry.sum_tiyn <> cell.tiyn)""",
    "entry-against-book": """
        SELECT count(*) FROM summary_entry AS entry
        JOIN (
            SELECT batch_id, SUM(CASE accounting WHEN 'inventory' THEN came ELSE 0 END) AS copies,
            SUM(CASE accounting WHEN 'inventory' THEN came * CAST(price_tiyn AS BIGINT)
                ELSE 0 END) AS tiyn
            FROM accession_line GROUP BY batch_id
        ) AS line ON line.batch_id = entry.batch_id
        LEFT JOIN (
            SELECT entry_id, SUM(CASE WHEN corrects_id IS NULL THEN 1 ELSE -1 END) AS copies,
            SUM(price_tiyn) AS tiyn FROM inventory_line GROUP BY entry_id
        ) AS book ON book.entry_id = entry.id
        WHERE COALESCE(book.copies, 0) <> line.copies OR COALESCE(book.tiyn, 0) <> line.tiyn""",
    "copies-against-lines": """
        SELECT count(*) FROM accession_line AS line
        JOIN accession_batch AS batch ON batch.id = line.batch_id
        LEFT JOIN (SELECT line_id, count(*) AS copies FROM accession_copy GROUP BY line_id)
            AS made ON made.line_id = line.id
        WHERE COALESCE(made.copies, 0) <>
        CASE WHEN batch.state = 'posted' AND batch.corrects_id IS NULL
            THEN line.came ELSE 0 END""",
}
"""Code of the fault (text key `check.<code>`) and how many places have it."""
