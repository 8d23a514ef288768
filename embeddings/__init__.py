"""Texts become unit vectors; vectors and words become neighbours.

- `encoder`: what turns texts into vectors; `load` chooses one for a model (`quick` in eight bits, `whole` in torch;
  `windowed` is what they have in common, `windows` how long texts are read);
- `vectors`: nearest neighbours by FAISS, kept on disk as a cache that is verified before it is served;
- `words`: what a lexical index holds of a text.

The room knows texts, ids and vectors, and nothing of reports.
"""
