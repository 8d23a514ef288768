"""Ask a txtai index one question: INDEX QUESTION."""

import sys

from txtai import Embeddings

index, question = sys.argv[1:]
embeddings = Embeddings()
embeddings.load(index)
for hit in embeddings.search(question, 10):
    print(f"{hit['score']:.3f}", hit["text"])
