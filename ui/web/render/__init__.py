"""Answers become HTML: data in, `Html` out. Nothing here knows Gradio or calls the library."""
