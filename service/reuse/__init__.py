"""Reuse: stretches of text that recur across reports.

- `folding` and `wordings`: sentences in the form in which they are compared, each different one once;
- `candidates`: which of them share rare 3-grams; `alignment`: which stretch two share; `links`: both channels, verified;
- `index`: all that was found, kept and brought up as reports come and go;
- `stretches` and `runs`: clauses, sentences and several sentences together; `families` and `template`: what they make.
"""
