"""What the pages do, without the pages: a library and a request in, HTML and plain values out. No Gradio here."""
