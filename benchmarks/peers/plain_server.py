"""The plain pipeline behind FastAPI: MODEL TEXTS.json PORT.

sentence-transformers with its defaults, a flat FAISS index of the texts' vectors, and one question a request.
"""

import json
import sys
from pathlib import Path

import faiss
import uvicorn
from fastapi import FastAPI
from sentence_transformers import SentenceTransformer

model, given, port = sys.argv[1:]
texts = json.loads(Path(given).read_text(encoding="utf-8"))
encoder = SentenceTransformer(model, device="cpu")
vectors = encoder.encode(texts, prompt="passage: ")
index = faiss.IndexFlatIP(vectors.shape[1])
index.add(vectors)
app = FastAPI()


@app.get("/api/ask")
def ask(q: str, limit: int = 10) -> list[dict[str, object]]:
    """Find the texts nearest to a question."""
    scores, places = index.search(encoder.encode([q], prompt="query: "), limit)
    return [{"text": texts[n], "score": float(score)} for n, score in zip(places[0], scores[0], strict=True)]


uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", access_log=False)
