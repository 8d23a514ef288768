"""The pages, one file each: widgets, and below them what they do. Everything worth testing is in `handlers`."""
