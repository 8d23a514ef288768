"""The usual way to make texts searchable: MODEL TEXTS.json FOLDER.

sentence-transformers with its defaults over everything, a flat FAISS index, and the texts in SQLite.
"""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

model, given, folder = sys.argv[1:]
texts = json.loads(Path(given).read_text(encoding="utf-8"))
encoder = SentenceTransformer(model, device="cpu")
vectors = encoder.encode(texts, prompt="passage: ")
index = faiss.IndexFlatIP(vectors.shape[1])
index.add(vectors)
Path(folder).mkdir()
faiss.write_index(index, str(Path(folder) / "index.faiss"))
with closing(sqlite3.connect(Path(folder) / "texts.sqlite")) as connection, connection:
    connection.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, text TEXT)")
    connection.executemany("INSERT INTO texts VALUES (?, ?)", enumerate(texts))
