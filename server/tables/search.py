"""Words to search by: each folded word of a reader's name or a title, with its row."""

from __future__ import annotations

from peewee import CompositeKey, IntegerField, TextField

from server.tables.fields import Table, one_of

SEARCHED = ("reader", "title")


class SearchWord(Table):
    """One word (`i18n.searching.words`) of one row; found by its beginning. The words stand
    in the order of their bytes on both engines (on PostgreSQL by migration 0011)."""

    word = TextField()
    kind = TextField(constraints=[one_of("kind", SEARCHED)])
    row_id = IntegerField()

    class Meta:
        primary_key = CompositeKey("kind", "word", "row_id")


SearchWord.add_index(
    SearchWord.index(SearchWord.kind, SearchWord.row_id, SearchWord.word, name="search_word_row")
)
