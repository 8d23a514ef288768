"""Build a txtai index, with txtai's defaults but for the model: MODEL TEXTS.json INDEX."""

import json
import sys
from pathlib import Path

from txtai import Embeddings

model, texts, index = sys.argv[1:]
embeddings = Embeddings(path=model, content=True, instructions={"query": "query: ", "data": "passage: "})
embeddings.index(json.loads(Path(texts).read_text(encoding="utf-8")))
embeddings.save(index)
