"""Reading: a file goes in, reports come out.

`read(name, data)` in `reports.reader` is the way in; the nouns it gives are in `reports.report`.
"""
